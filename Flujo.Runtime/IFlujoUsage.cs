namespace Flujo;

/// <summary>
/// What the work behind a result used. Where a step returns a type that implements this, or has a property <c>Usage</c> of such a type, generated code reads it: it
/// counts for the step unless the step itself or a span beneath it has usage already.
/// </summary>
public interface IFlujoUsage
{
    /// <summary>Tokens that went in, cached ones included.</summary>
    long InputTokens { get; }

    /// <summary>Tokens that came out, reasoning included.</summary>
    long OutputTokens { get; }

    /// <summary>The part of the input that came from a cache.</summary>
    long CachedInputTokens => 0;

    /// <summary>The part of the output that is reasoning.</summary>
    long ReasoningTokens => 0;

    /// <summary>The cost in US dollars as the provider says it; null to have it computed from the price table.</summary>
    decimal? CostUsd => null;

    /// <summary>The model, or null.</summary>
    string? Model => null;
}
