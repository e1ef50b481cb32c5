namespace Flujo.Vocabulary;

/// <summary>What it takes to go on with a paused run.</summary>
internal sealed record PausedRun(long RunNo, string RunId, string Pipeline, long PipelineNo, string? Version, string TraceId, ulong RootId, uint LastSpanNo);
