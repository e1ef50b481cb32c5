using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Off means off: with tracing disabled no wrapper allocates, and each hands on the very object that the step returned.</summary>
public sealed class SwitchedOffTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Flujo;

        public partial class Shapes<T>
            where T : class
        {
            public static readonly Task Done = Task.FromResult(1);
            public static readonly Task<int> One = Task.FromResult(2);
            public static readonly IAsyncEnumerable<int> Items = ReadAsync();
            public static readonly IAsyncEnumerator<int> Moves = Items.GetAsyncEnumerator();
            public static readonly int[] Numbers = [1, 2];
            private T? _last;

            [FlujoStep] public int Sync(int x) => x;
            [FlujoStep] public void Nothing() { }
            [FlujoStep(Leaf = true)] public int Leaf() => 1;
            [FlujoStep(MaxAttempts = 3)] public int Tried() => 1;
            [FlujoPipeline("nightly")] public int Pipeline() => 1;
            [FlujoStep] public Task TaskAsync(CancellationToken cancellation) => Done;
            [FlujoStep] public Task<int> ResultAsync() => One;
            [FlujoStep] public ValueTask ValueAsync() => new(Done);
            [FlujoStep] public ValueTask<int> ValueResultAsync() => new(One);
            [FlujoStep(MaxAttempts = 3)] public Task<int> TriedAsync() => One;
            [FlujoStep(MaxAttempts = 3)] public ValueTask<int> TriedValueAsync() => new(1);
            [FlujoStep] public IAsyncEnumerable<int> Stream() => Items;
            [FlujoStep] public IAsyncEnumerator<int> StreamMoves() => Moves;
            [FlujoStep] public IEnumerable<int> Collection() => Numbers;
            [FlujoStep] public IEnumerable<int> Iterator() { yield return 1; }
            [FlujoStep] public static Span<int> Slice(Span<int> x, ref int y, out long z) { z = y++; return x[1..]; }
            [FlujoStep] private U? Hidden<U>(T x, U y) { _last = x; return y; }
            [FlujoStep] private static int HiddenStatic() => 1;
            [FlujoStep] public partial int Partial(int x);
            private int PartialCore(int x) => x;
            [FlujoStep] public partial Task<int> PartialAsync();
            private Task<int> PartialAsyncCore() => One;
            [FlujoStep(MaxAttempts = 3)] public partial Task<int> PartialTriedAsync();
            private Task<int> PartialTriedAsyncCore() => One;
            [FlujoStep] public partial IAsyncEnumerable<int> PartialStream();
            private IAsyncEnumerable<int> PartialStreamCore() => Items;
            public int UseHidden(T x) => Hidden(x, 1) + HiddenStatic();

            private static async IAsyncEnumerable<int> ReadAsync() { await Task.Yield(); yield return 1; }
        }

        public struct Tally
        {
            private int _value;
            [FlujoStep] public int Add(in int x) => _value += x;
            [FlujoStep] public readonly int Get() => _value;
        }

        public static class Program
        {
            private static readonly Shapes<string> s_shapes = new();
            private static Tally s_tally;

            public static void Run()
            {
                Show("sync", static () => s_shapes.Sync(1));
                Show("void", static () => s_shapes.Nothing());
                Show("leaf", static () => s_shapes.Leaf());
                Show("tried", static () => s_shapes.Tried());
                Show("pipeline", static () => s_shapes.Pipeline());
                Show("task", static () => s_shapes.TaskAsync(default));
                Show("result", static () => s_shapes.ResultAsync());
                Show("value", static () => { _ = s_shapes.ValueAsync(); });
                Show("value result", static () => { _ = s_shapes.ValueResultAsync(); });
                Show("tried task", static () => s_shapes.TriedAsync());
                Show("tried value", static () => { _ = s_shapes.TriedValueAsync(); });
                Show("stream", static () => s_shapes.Stream());
                Show("moves", static () => s_shapes.StreamMoves());
                Show("collection", static () => s_shapes.Collection());
                Show("ref struct", static () => { int y = 1; Shapes<string>.Slice(Shapes<string>.Numbers, ref y, out _); });
                Show("private", static () => s_shapes.UseHidden(""));
                Show("struct", static () => s_tally.Add(1));
                Show("readonly struct", static () => s_tally.Get());
                Show("partial", static () => s_shapes.Partial(1));
                Show("partial task", static () => s_shapes.PartialAsync());
                Show("partial tried", static () => s_shapes.PartialTriedAsync());
                Show("partial stream", static () => s_shapes.PartialStream());

                Same("task", s_shapes.TaskAsync(default), Shapes<string>.Done);
                Same("result", s_shapes.ResultAsync(), Shapes<string>.One);
                Same("tried", s_shapes.TriedAsync(), Shapes<string>.One);
                Same("value", s_shapes.ValueResultAsync().AsTask(), Shapes<string>.One);
                Same("stream", s_shapes.Stream(), Shapes<string>.Items);
                Same("moves", s_shapes.StreamMoves(), Shapes<string>.Moves);
                Same("collection", s_shapes.Collection(), Shapes<string>.Numbers);
                Same("iterator", s_shapes.Iterator().GetType().Assembly, typeof(Program).Assembly);
                Same("partial task", s_shapes.PartialAsync(), Shapes<string>.One);
                Same("partial tried", s_shapes.PartialTriedAsync(), Shapes<string>.One);
                Same("partial stream", s_shapes.PartialStream(), Shapes<string>.Items);
                Console.Write("measured");
            }

            private static void Show(string shape, Action call)
            {
                // The first calls make what lasts: types, delegates, tables.
                for (int i = 0; i < 50; i++)
                    call();
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 1000; i++)
                    call();
                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                if (bytes >= 1000)
                    Console.WriteLine($"{shape} allocates {bytes / 1000} bytes a call");
            }

            private static void Same(string shape, object one, object other)
            {
                if (!ReferenceEquals(one, other))
                    Console.WriteLine(shape + " is not handed on as it is");
            }
        }
        """;

    [Fact]
    public async Task TracingOff_NoShapeAllocatesAndEachHandsOnWhatItGot()
    {
        GeneratorRun run = Generated.From(Source);

        IReadOnlyList<ProgramOutcome> outcomes = await SwitchedOffProgram.RunAsync([LoadedProgram.Emit(run.Output)]);

        Assert.Equal(new ProgramOutcome("measured", null), Assert.Single(outcomes));
    }
}
