using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>The two things that only a generator knows: what is declared, and where it is called from. Both end in the store.</summary>
public sealed class StoreTests
{
    private const string Steps = """
        using System.Threading.Tasks;
        using Flujo;
        namespace Shop;
        public class Cart<T>
        {
            [FlujoStep(MaxAttempts = 3, RetryDelayMilliseconds = 5, Kind = FlujoStepKind.Tool, Capture = FlujoCapture.Output)]
            public int Add(T item, params string[] more) => more.Length;

            [FlujoStep("never_called")]
            private async Task<int> NeverAsync(int? x = 4) => await Task.FromResult(1);

            [FlujoStep(Kind = FlujoStepKind.Agent)]
            public int Find(in int x) => x;
        }
        """;

    private const string Caller = """
        public static class Program
        {
            public static void Run()
            {
                var cart = new Shop.Cart<int>();
                cart.Add(1); cart.Find(2);

                cart
                    .Find(3);
            }
        }
        """;

    private readonly SourceCompilation _project = Generated.Project(("Orders/Cart.cs", Steps), ("Program.cs", Caller)) with
    {
        AssemblyName = "Store" + Guid.NewGuid().ToString("n"),
    };

    [Fact]
    public async Task CallSites_AreFileAndLineOfEachCall()
    {
        using var folder = new TemporaryFolder();
        string store = Path.Combine(folder.Path, "calls.db");
        await RunAsync(store);

        Assert.Equal(
            ["add|Program.cs:6", "find|Program.cs:6", "find|Program.cs:9"],
            Query(store, "SELECT name || '|' || call_site FROM spans WHERE call_site IS NOT NULL ORDER BY started_at, span_id"));
    }

    [Fact]
    public async Task DeclaredSteps_AreAllThere()
    {
        using var folder = new TemporaryFolder();
        string store = Path.Combine(folder.Path, "declared.db");
        await RunAsync(store, ("FlujoCapture", "input"));

        Assert.Equal(
            [
                "add|tool|Shop.Cart<T>.Add(T, params string[])|Orders/Cart.cs:7|3|Output",
                "find|agent|Shop.Cart<T>.Find(in int)|Orders/Cart.cs:13|1|Input",
                "never_called|step|Shop.Cart<T>.NeverAsync(int?)|Orders/Cart.cs:10|1|Input",
            ],
            Query(store, $"""
                SELECT name || '|' || kind || '|' || method || '|' || file || ':' || line || '|' || max_attempts || '|' || capture
                FROM declared_steps WHERE program = '{_project.AssemblyName}' ORDER BY name
                """));
    }

    private async Task RunAsync(string store, params (string, string)[] properties)
    {
        using LoadedProgram program = LoadedProgram.Load(Generated.From(_project, new BuildProperties(properties)).Output);
        using IDisposable use = FlujoTrace.UseStore(store);
        using FlujoRun run = FlujoTrace.StartRun("program");
        ProgramOutcome outcome = await program.RunAsync();
        Assert.Null(outcome.Error);
    }

    private static List<string> Query(string store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
