using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests.Emitting;

/// <summary>What generated files look like, to the letter: they are read by people who debug.</summary>
public sealed class WrapperTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["Ordinary"] = """
            public class Ranker
            {
                [FlujoStep] public int Rank(string query) => query.Length;
                [FlujoStep] public void Reset() { }
                public int Call() { Reset(); return Rank("a") + Rank("b"); }
            }
            """,
        ["Async"] = """
            public class Ranker
            {
                [FlujoStep] public Task RunAsync(CancellationToken ct) => Task.CompletedTask;
                [FlujoPipeline("nightly", Version = "2")] public ValueTask<int> NightlyAsync(int? seed = null) => new(1);
                public async Task<int> Call() { await RunAsync(default); return await NightlyAsync(); }
            }
            """,
        ["Leaf"] = """
            public struct Counter
            {
                [FlujoStep(Leaf = true)] public int Next(ref int step) => step++;
                public int Call(ref int step) => Next(ref step);
            }
            """,
        ["Attempts"] = """
            public class Fetcher
            {
                [FlujoStep(MaxAttempts = 3, RetryDelayMilliseconds = 50)] public string Read(int n) => "";
                [FlujoStep(MaxAttempts = 2)] public async Task<string> FetchAsync(string url, CancellationToken ct) => await Task.FromResult(url);
                public async Task<string> Call(CancellationToken ct) => Read(1) + await FetchAsync("", ct);
            }
            """,
        ["Captured"] = """
            public sealed record Reply(string Text, long InputTokens, long OutputTokens) : IFlujoUsage;
            public class Asker
            {
                [FlujoStep(Capture = FlujoCapture.All)] public Reply Ask(string question, [FlujoRedact] string pin, System.Action done) => new(question, 1, 1);
                [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2)] public Task<int> CountAsync(int n, CancellationToken ct) => Task.FromResult(n);
                [FlujoStep] public Task<Reply> ReplyAsync(string text) => Task.FromResult(new Reply(text, 1, 1));
                public async Task Call() { Ask("?", "", () => { }); await CountAsync(1, default); await ReplyAsync("!"); }
            }
            """,
        ["Partial"] = """
            public partial class Ranker
            {
                [FlujoStep] public partial int Rank(string query);
                private int RankCore(string query) => query.Length;
                private partial struct Inner<T>
                {
                    [FlujoStep(MaxAttempts = 2)] internal static partial Task<T?> @RetryAsync(T @class, params int[] step);
                    private static async Task<T?> RetryAsyncCore(T x, params int[] y) => await Task.FromResult(x);
                    [FlujoStep] private readonly partial void Misfit(in T x);
                    private readonly void MisfitCore(T x) { }
                }
            }
            """,
        ["Trimmed"] = """
            public static class Plugins
            {
                [FlujoStep]
                [RequiresUnreferencedCode("loads \"anything\"", Url = "docs")]
                [RequiresDynamicCode("and runs it")]
                public static object? Load(string name) => null;
                [FlujoStep]
                [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
                private static System.Type Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
                    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] System.Type other) => typeof(object);
                [RequiresUnreferencedCode("")]
                [RequiresDynamicCode("")]
                public static void Call() { Load(""); Make<object>(typeof(string)); }
            }
            """,
        ["Private"] = """
            public static class Store<T> where T : class, new()
            {
                [FlujoStep] private static T? Find<TKey>(TKey key) where TKey : notnull => null;
                public static T? Call() => Find(1);
            }
            """,
    };

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrapper_IsAsAccepted(string name)
    {
        string source = "using System.Diagnostics.CodeAnalysis;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Flujo;\n\n" + Sources[name] + "\n";
        GeneratorRun run = Generated.From(Generated.Project(($"Demo/{name}.cs", source)));

        LoadedProgram.Emit(run.Output);
        string version = typeof(FlujoGenerator).Assembly.GetName().Version!.ToString(3);
        Snapshot.Verify(run.Text.Replace($"\"{version}\"", "\"(version)\"", StringComparison.Ordinal), name);
    }

    [Fact]
    public void Snapshots_AreAllInUse() => Snapshot.VerifyNoOrphans(Sources.Keys);
}
