namespace Flujo.Lens.Verbs.Show;

/// <summary>What <c>lens show</c> or <c>lens get</c> was asked.</summary>
internal sealed record ShowOptions
{
    public required LensSettings Settings { get; init; }

    /// <summary>The verb, as the audit log names it.</summary>
    public required string Verb { get; init; }

    public required string Id { get; init; }

    /// <summary>Also input, output and error of every step, the steps as declared, and where they were called.</summary>
    public bool Verbose { get; init; }

    public bool Input { get; init; }

    public bool Output { get; init; }

    public bool Error { get; init; }

    public bool FinalOutput { get; init; }
}
