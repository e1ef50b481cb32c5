using System.Runtime.CompilerServices;
using System.Text;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests;

public sealed class ProgramTests
{
    public static TheoryData<string> Programs => [.. Directory.GetFiles(Folder(), "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_DoesTheSameWithAndWithoutWrappers(string program)
    {
        string source = File.ReadAllText(Path.Combine(Folder(), program + ".cs"));
        SourceCompilation project = SourceCompilation.Of(source, Stub.Reference) with { Output = source.Contains("// top-level") ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary };
        var harness = new GeneratorHarness(new FlujoGenerator(), []);
        GeneratorRun run = harness.Run(project);
        File.WriteAllText("/tmp/gen/gen_" + program + ".cs", run.Text);

        using LoadedProgram plain = LoadedProgram.Load(run.Input);
        using LoadedProgram traced = LoadedProgram.Load(run.Output);
        ProgramOutcome expected = await plain.RunAsync();
        object root = Stub.Begin(false);
        ProgramOutcome actual = await traced.RunAsync();
        string tree = Stub.Tree(root);
        Stub.Begin(true);
        ProgramOutcome off = await traced.RunAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(tree);
        TestContext.Current.TestOutputHelper!.WriteLine(actual.ToString());
        Assert.Equal(expected, actual);
        Assert.Equal(expected, off);
        string want = source[(source.IndexOf("/* tree\n") + 8)..source.LastIndexOf("*/")];
        Assert.Equal(want, tree);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Programs");
}
internal static class Stub
{
    private static readonly byte[] Image = Build();
    public static readonly MetadataReference Reference = MetadataReference.CreateFromImage(Image);
    private static readonly System.Reflection.Assembly Loaded = Load();
    private static System.Reflection.Assembly Load()
    {
        var a = System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(Image));
        return a;
    }
    private static byte[] Build([CallerFilePath] string path = "")
    {
        string here = Path.GetDirectoryName(path)!;
        string ann = Path.Combine(here, "../../Flujo.Runtime/Annotations");
        var files = Directory.GetFiles(ann, "*.cs").Append(Path.Combine(here, "Stub/StepRuntime.cs")).ToDictionary(x => Path.GetFileName(x), x => "using System;\n" + File.ReadAllText(x));
        var c = new SourceCompilation { Files = files, AssemblyName = "Flujo.Runtime" }.Build();
        var m = new MemoryStream(); var r = c.Emit(m);
        if (!r.Success) throw new Exception(string.Join("\n", r.Diagnostics));
        return m.ToArray();
    }
    public static object Begin(bool off)
    {
        Type rt = Loaded.GetType("Flujo.CompilerServices.StepRuntime")!;
        ((AsyncLocal<bool>)rt.GetField("Off")!.GetValue(null)!).Value = off;
        dynamic node = Activator.CreateInstance(Loaded.GetType("Flujo.CompilerServices.Node")!)!;
        dynamic cur = rt.GetField("Current")!.GetValue(null)!;
        cur.Value = node;
        return node;
    }
    public static string Tree(object root)
    {
        var t = new StringBuilder();
        void W(dynamic n, int d) { foreach (dynamic c in n.Children) { t.Append(' ', d * 2).Append($"{c.Name} ({c.Status})\n"); W(c, d + 1); } }
        W(root, 0);
        return t.ToString();
    }
}
