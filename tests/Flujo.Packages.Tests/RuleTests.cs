using System.Text.Json;

namespace Flujo.Packages.Tests;

/// <summary>What a project that refers to the package, and sets nothing, hears of the rules from its build.</summary>
public sealed class RuleTests(PackedPackages packages) : IDisposable
{
    private const string Program = """
        using System;
        using Flujo;

        FlujoTrace.StartStep("load_rows");
        Func<string, int> log = Importer.LogIn;
        Console.WriteLine(log("x") + Importer.Load());

        internal static class Importer
        {
            [FlujoStep("step1")]
            public static int Load() => 1;

            [FlujoStep("LogIn", Capture = FlujoCapture.Input)]
            public static int LogIn(string password) => 2;
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_ShowsWarningsWithAPageThatIsThere_AndLogsInfos()
    {
        Consumer.Write(_folder, packages, "Flujo", "Program.cs.txt");
        _folder.Write("Program.cs", Program);
        CommandResult build = await Command.SucceedAsync(_folder.Root, "dotnet", "build", "-p:ErrorLog=rules.sarif");

        string[] expected =
        [
            "Program.cs(4,1): warning FLJ4002: The span is thrown away",
            "Program.cs(5,34): warning FLJ2002: 'Importer.LogIn(string)' is not traced here",
            "Program.cs(10,16): warning FLJ1001: The name 'step1' says nothing of what the step does; 'load' would",
            "Program.cs(14,36): warning FLJ3001: ",
        ];
        Assert.All(expected, line => Assert.Contains(line, build.All, StringComparison.Ordinal));
        Assert.DoesNotContain("FLJ1003", build.All, StringComparison.Ordinal);

        JsonElement run = JsonElement.Parse(await File.ReadAllTextAsync(_folder.At("rules.sarif"), TestContext.Current.CancellationToken)).GetProperty("runs")[0];
        string?[] logged = [.. run.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()).Where(id => id!.StartsWith("FLJ", StringComparison.Ordinal))];
        Assert.Equal(["FLJ1001", "FLJ1003", "FLJ2002", "FLJ3001", "FLJ4002"], logged.Order(StringComparer.Ordinal));
        foreach (string? id in logged)
        {
            var page = new Uri(run.GetProperty("rules").GetProperty(id!).GetProperty("helpUri").GetString()!);
            Assert.StartsWith(_folder.At("cache"), page.LocalPath, StringComparison.Ordinal);
            Assert.StartsWith($"# {id}: ", await File.ReadAllTextAsync(page.LocalPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (id != "FLJ1003")
                Assert.Contains(page.AbsoluteUri, build.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwoTargetFrameworks_HaveAReportEach()
    {
        Consumer.Write(_folder, packages, "Flujo", "Program.cs.txt");
        string project = await File.ReadAllTextAsync(_folder.At("Consumer.csproj"), TestContext.Current.CancellationToken);
        _folder.Write("Consumer.csproj", project.Replace(
            "<TargetFramework>net10.0</TargetFramework>",
            "<TargetFrameworks>net10.0;net10.0-browser</TargetFrameworks><UseAppHost>false</UseAppHost>",
            StringComparison.Ordinal));
        _folder.Write("Program.cs", """
            using System;
            using Flujo;

            #if BROWSER
            Func<int> load = Importer.Load;
            Console.WriteLine(load());
            #else
            Console.WriteLine(Importer.Load());
            #endif

            internal static class Importer
            {
                [FlujoStep("load_rows")]
                public static int Load() => 1;
            #if !BROWSER
                [FlujoStep("save_rows")]
                public static int Save() => 1;
            #endif
            }
            """);
        await Command.SucceedAsync(_folder.Root, "dotnet", "build");

        Assert.Equal([("load_rows", 0), ("save_rows", 0)], Steps("net10.0"));
        Assert.Equal([("load_rows", 1)], Steps("net10.0-browser"));
    }

    private IEnumerable<(string? Name, int Untraced)> Steps(string framework) =>
        JsonElement.Parse(File.ReadAllText(_folder.At("obj", "Debug", framework, "flujo.steps.json"))).GetProperty("steps").EnumerateArray()
            .Select(step => (step.GetProperty("name").GetString(), step.GetProperty("untraced").GetArrayLength()));
}
