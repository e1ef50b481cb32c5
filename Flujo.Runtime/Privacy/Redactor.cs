namespace Flujo.Privacy;

/// <summary>
/// Masks secrets in text. Called on the caller's thread for every text before it reaches the journal. Thread-safe;
/// never throws; its own work is linear in the text and uses no backtracking, so no input can make it slow.
/// </summary>
internal sealed class Redactor
{
    /// <summary>What stands in place of a secret, whatever its length.</summary>
    public const string Mask = "***";

    private static readonly TimeSpan RuleTimeLimit = TimeSpan.FromMilliseconds(10);

    private readonly RegisteredSecrets _registered;
    private readonly Func<string, string>[] _rules;
    private readonly TimeProvider _clock;

    /// <param name="secrets">Values that are masked wherever they appear, also inside a longer text.</param>
    /// <param name="rules">Rules of the user's own. They see the text first and return it masked; one that throws,
    /// returns null or takes longer than 10 ms masks the whole text.</param>
    /// <param name="clock">The clock that times the rules.</param>
    public Redactor(IEnumerable<string> secrets, IEnumerable<Func<string, string>> rules, TimeProvider? clock = null)
    {
        _registered = new RegisteredSecrets(secrets);
        _rules = [.. rules];
        _clock = clock ?? TimeProvider.System;
        foreach (Func<string, string> rule in _rules)
            WarmUp(rule);
    }

    /// <summary>The length of the longest registered secret in characters; 0 without any.</summary>
    public int LongestSecret => _registered.Longest;

    /// <summary>The text with every secret masked; the same instance when there is nothing to mask.</summary>
    public string Redact(string text)
    {
        if (text.Length == 0)
            return text;
        try
        {
            string? ruled = ApplyRules(text);
            if (ruled is null)
                return Mask;
            MaskList masks = default;
            _registered.Find(ruled, ref masks);
            SecretScanner.Find(ruled, ref masks);
            return masks.Apply(ruled);
        }
        catch (Exception)
        {
            // A text that cannot be judged is not recorded.
            return Mask;
        }
    }

    /// <summary>False: <see cref="Redact"/> returns this text, and each part of it, as it is.</summary>
    public bool MayHoldSecret(ReadOnlySpan<char> text) =>
        _rules.Length != 0 || _registered.MayOccurIn(text) || SecretScanner.MayHoldSecret(text);

    // Compiling a rule and whatever it calls takes longer than a rule may take, and should not cost the first value.
    private static void WarmUp(Func<string, string> rule)
    {
        try
        {
            rule(string.Empty);
        }
        catch (Exception)
        {
            // It will have its say with the first text.
        }
    }

    private string? ApplyRules(string text)
    {
        foreach (Func<string, string> rule in _rules)
        {
            long start = _clock.GetTimestamp();
            string? masked = rule(text);
            if (masked is null || _clock.GetElapsedTime(start) > RuleTimeLimit)
                return null;
            text = masked;
        }
        return text;
    }
}
