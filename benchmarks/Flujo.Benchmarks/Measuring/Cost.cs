namespace Flujo.Benchmarks.Measuring;

/// <summary>What one call costs: medians over the rounds.</summary>
internal readonly record struct Cost(double Nanoseconds, double Bytes);
