using System.Text.Json;

namespace Flujo.Packages.Tests;

/// <summary>A program that is compiled as for ahead of time, without reflection over JSON: a source-generated context makes its types recordable, and the build says what is not.</summary>
public sealed class RecordedValuesTests(PackedPackages packages)
{
    [Fact]
    public async Task ProgramWithoutReflection_RecordsTheTypesOfItsContext()
    {
        using var folder = new TempFolder();
        Consumer.Write(folder, packages, "Flujo", "Recorded.cs.txt");
        folder.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <IsAotCompatible>true</IsAotCompatible>
                <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
              </PropertyGroup>
            </Project>
            """);

        CommandResult build = await Command.SucceedAsync(folder.Root, "dotnet", "build");
        CommandResult run = await Command.SucceedAsync(folder.Root, "dotnet", "run", "--no-build");

        Assert.Equal(
            ["""{"order":{"Id":"4711","Lines":[{"Item":"tea","Count":2}]},"discount":"Discount { Percent = 10 }","password":"***","keys":"***"}""", """[{"Item":"tea","Count":2}]"""],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r')));

        // The one type that no context knows is named at its place, once, and nothing else is.
        string warning = Assert.Single(build.Output.Split('\n').Where(static line => line.Contains("warning", StringComparison.Ordinal) && line.Contains("FLJ3002", StringComparison.Ordinal)).Distinct());
        Assert.Contains("Program.cs(15,67): warning FLJ3002: The step records 'discount' of type 'Discount' by reflection", warning, StringComparison.Ordinal);
        Assert.Contains("Program.cs(15,84): warning FLJ3001", build.Output, StringComparison.Ordinal);

        JsonElement report = JsonElement.Parse(File.ReadAllText(folder.At("obj", "Debug", "net10.0", "flujo.steps.json")));
        JsonElement step = Assert.Single(report.GetProperty("steps").EnumerateArray());
        Assert.Equal("all", Text(step, "capture"));
        Assert.Equal(
            ["order Order json_type_info", "discount Discount reflection", "password string direct", "keys int[] redacted"],
            step.GetProperty("parameters").EnumerateArray().Select(static each => $"{Text(each, "name")} {Text(each, "type")} {Text(each, "recorded")}"));
        Assert.Equal("json_type_info", Text(step.GetProperty("result"), "recorded"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
