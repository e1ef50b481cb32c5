using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>The stack trace of a user's exception begins with the user's own method, and shows no frame of ours, or one where a step awaits.</summary>
public sealed class StackTraceTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Flujo;

        public partial class Steps
        {
            [FlujoStep] public int Sync() => Throw();
            [FlujoStep(Leaf = true)] public int Leaf() => Throw();
            [FlujoStep] private int Private() => Throw();
            [FlujoStep(MaxAttempts = 2)] public int Tried() => Throw();
            [FlujoStep(MaxAttempts = 2)] public void TriedVoid() => Throw();
            [FlujoPipeline("nightly")] public int Pipeline() => Throw();
            [FlujoStep] public partial int Partial();
            private int PartialCore() => Throw();
            [FlujoStep] public IEnumerable<int> Iterator() { yield return Throw(); }
            [FlujoStep] public Task<int> EarlyAsync() => Task.FromResult(Throw());
            [FlujoStep] public async Task<int> LateAsync() { await Task.Yield(); return Throw(); }
            [FlujoStep] public async ValueTask ValueAsync() { await Task.Yield(); Throw(); }
            [FlujoStep(MaxAttempts = 2)] public async Task<int> TriedLateAsync() { await Task.Yield(); return Throw(); }
            [FlujoStep(MaxAttempts = 2)] public Task TriedEarlyAsync() => Task.FromResult(Throw());
            [FlujoStep(MaxAttempts = 2)] public async ValueTask TriedValueAsync() { await Task.Yield(); Throw(); }
            [FlujoStep(MaxAttempts = 2)] public ValueTask<int> TriedEarlyValueAsync() => new(Throw());
            [FlujoStep] public async IAsyncEnumerable<int> StreamAsync() { await Task.Yield(); yield return Throw(); }
            public int UsePrivate() => Private();

            [MethodImpl(MethodImplOptions.NoInlining)]
            private static int Throw() => throw new InvalidOperationException("thrown");
        }

        public static class Program
        {
            public static async Task Run()
            {
                var steps = new Steps();
                await Show("Sync", 0, () => { steps.Sync(); return Task.CompletedTask; });
                await Show("Leaf", 0, () => { steps.Leaf(); return Task.CompletedTask; });
                await Show("Private", 0, () => { steps.UsePrivate(); return Task.CompletedTask; });
                await Show("Tried", 0, () => { steps.Tried(); return Task.CompletedTask; });
                await Show("TriedVoid", 0, () => { steps.TriedVoid(); return Task.CompletedTask; });
                await Show("Pipeline", 0, () => { steps.Pipeline(); return Task.CompletedTask; });
                await Show("Partial", 0, () => { steps.Partial(); return Task.CompletedTask; });
                await Show("Iterator", 0, () => { steps.Iterator().ToList(); return Task.CompletedTask; });
                await Show("EarlyAsync", 0, () => steps.EarlyAsync());
                await Show("LateAsync", 1, () => steps.LateAsync());
                await Show("ValueAsync", 1, async () => await steps.ValueAsync());
                await Show("TriedLateAsync", 1, () => steps.TriedLateAsync());
                await Show("TriedEarlyAsync", 1, () => steps.TriedEarlyAsync());
                await Show("TriedValueAsync", 1, async () => await steps.TriedValueAsync());
                await Show("TriedEarlyValueAsync", 1, async () => await steps.TriedEarlyValueAsync());
                await Show("StreamAsync", 1, async () => { await foreach (int x in steps.StreamAsync()) { } });
                Console.Write("done");
            }

            private static async Task Show(string step, int most, Func<Task> call)
            {
                try
                {
                    await call();
                    Console.WriteLine(step + " did not throw");
                }
                catch (InvalidOperationException error)
                {
                    string[] frames = error.StackTrace!.Split('\n');
                    int ours = frames.Count(frame => frame.Contains("at Flujo.") || frame.Contains("Calls.") || frame.Contains("FlujoCalls"));
                    if (ours > most || !frames[0].Contains("Steps.Throw"))
                        Console.WriteLine($"{step}, {ours} frames of ours:\n{error.StackTrace}");
                }
            }
        }
        """;

    [Fact]
    public async Task StepThrows_StackTraceIsTheUsers()
    {
        GeneratorRun run = Generated.From(Source);
        using LoadedProgram traced = LoadedProgram.Load(run.Output);

        (ProgramOutcome outcome, _) = await RecordedProgram.RunAsync(traced);

        Assert.Equal(("done", null), (outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task StepThrowsWithTracingOff_StackTraceIsTheUsers()
    {
        ProgramOutcome outcome = Assert.Single(await SwitchedOffProgram.RunAsync([LoadedProgram.Emit(Generated.From(Source).Output)]));

        Assert.Equal(("done", null), (outcome.Output, outcome.Error));
    }
}
