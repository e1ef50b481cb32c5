using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>One step of a run's history: a direct child of the root, with the usage of everything beneath it.</summary>
internal sealed record StepRow
{
    public required SpanRow Span { get; init; }

    /// <summary>The sum over the step and its descendants, attempts apart: what an attempt used, its step has counted.</summary>
    public required long? Cost { get; init; }

    /// <inheritdoc cref="Cost"/>
    public required long InputTokens { get; init; }

    /// <inheritdoc cref="Cost"/>
    public required long OutputTokens { get; init; }

    public required IReadOnlyDictionary<PayloadKind, string> Payloads { get; init; }

    /// <summary>Where the step was called, as <c>file:line</c>; null where no interceptor knows it.</summary>
    public required string? CallSite { get; init; }

    public string? Feedback => Payloads.GetValueOrDefault(PayloadKind.Feedback);

    public string? Input => Payloads.GetValueOrDefault(PayloadKind.Input);

    public string? Output => Payloads.GetValueOrDefault(PayloadKind.Output);

    public decimal? CostUsd => StoredValue.ToUsd(Cost);
}
