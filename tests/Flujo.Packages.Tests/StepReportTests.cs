using System.Text.Json;

namespace Flujo.Packages.Tests;

/// <summary>What a build with the package says of steps that are not traced: in flujo.steps.json, and as errors where that is asked for.</summary>
public sealed class StepReportTests(PackedPackages packages) : IDisposable
{
    private const string Program = """
        using System;
        using Flujo;

        Func<int> load = Importer.Load;
        #pragma warning disable FLJ2002 // because nobody needs to see this one
        load += Importer.Load;
        #pragma warning restore FLJ2002
        using (FlujoTrace.StartStep("whole"))
            Console.WriteLine(load() + Importer.Load());

        internal static class Importer
        {
            [FlujoStep("load_rows")]
            public static int Load() => 1;
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_SaysWhatIsNotTraced()
    {
        WriteProject();
        CommandResult build = await Command.SucceedAsync(_folder.Root, "dotnet", "build");

        Assert.Contains("Program.cs(4,27): warning FLJ2002", build.All, StringComparison.Ordinal);
        JsonElement[] steps = Steps();
        Assert.Equal(
            [("whole", "block", 8, 0), ("load_rows", "interceptor", 14, 2)],
            steps.Select(step => (Text(step, "name"), Text(step, "form"), Number(step, "line"), step.GetProperty("untraced").GetArrayLength())));
        Assert.Equal(
            [("Program.cs", 4, 27, "FLJ2002", false), ("Program.cs", 6, 18, "FLJ2002", true)],
            steps[1].GetProperty("untraced").EnumerateArray().Select(use =>
                (Text(use, "file"), Number(use, "line"), Number(use, "column"), Text(use, "id"), use.GetProperty("suppressed").GetBoolean())));

        // A build with nothing to do keeps the report, one after an edit renews it.
        await Command.SucceedAsync(_folder.Root, "dotnet", "build", "--no-restore");
        Assert.Equal(2, Steps().Length);
        _folder.Write("Program.cs", Program.Replace("load += Importer.Load;", "load += () => Importer.Load();", StringComparison.Ordinal));
        await Command.SucceedAsync(_folder.Root, "dotnet", "build", "--no-restore");
        Assert.Equal(1, Steps()[1].GetProperty("untraced").GetArrayLength());
    }

    [Fact]
    public async Task FullCoverage_TurnsGapsIntoErrorsWhateverTheirSeverity()
    {
        WriteProject();
        _folder.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.FLJ2002.severity = none
            """);
        await Command.SucceedAsync(_folder.Root, "dotnet", "build", "-warnaserror");
        CommandResult build = await Command.RunAsync(_folder.Root, "dotnet", "build", "--no-restore", "-p:FlujoRequireFullCoverage=true", "-p:NoWarn=FLJ2002");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Program.cs(4,27): error FLJ2002", build.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Program.cs(6", build.All, StringComparison.Ordinal);
    }

    private void WriteProject()
    {
        Consumer.Write(_folder, packages, "Flujo", "Program.cs.txt");
        _folder.Write("Program.cs", Program);
    }

    private JsonElement[] Steps()
    {
        JsonElement report = JsonElement.Parse(File.ReadAllText(_folder.At("obj", "Debug", "net10.0", "flujo.steps.json")));
        return [.. report.GetProperty("steps").EnumerateArray()];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
