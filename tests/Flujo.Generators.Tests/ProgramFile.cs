using System.Runtime.CompilerServices;
using Flujo.Testing;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Tests;

/// <summary>
/// A file in Programs/: a program that shows one kind of hard case, and in comments at its end the spans that it makes
/// (`/* tree`) and, where Flujo changes what it does because a step is tried again, what it writes (`/* output`). Further files of the
/// program follow it, each after its path (`// ==== path`).
/// </summary>
internal sealed class ProgramFile
{
    private const string TreeMark = "/* tree\n";
    private const string OutputMark = "/* output\n";
    private const string EndMark = "*/";
    private const string FileMark = "// ==== ";
    private readonly string _path;
    private readonly string _text;

    private ProgramFile(string path)
    {
        _path = path;
        _text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The programs that the Roslyn of these tests can compile.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(Folder(), "*.cs")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => !Read(name).IsForSdkCompiler)
        .Order(StringComparer.Ordinal);

    /// <summary>The programs in Reasons/: one for each reason for which something is not traced, with its nearest neighbour that is.</summary>
    public static IEnumerable<string> OfReasons => Directory.GetFiles(Path.Combine(Folder(), "Reasons"), "*.cs")
        .Select(path => "Reasons/" + Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    /// <summary>All programs.</summary>
    public static IEnumerable<string> All => Names.Concat(OfReasons);

    /// <summary>The program itself, or its first file.</summary>
    public string Text => _text.Split("\n" + FileMark)[0] + "\n";

    /// <summary>The spans that it makes.</summary>
    public string Tree => Block(TreeMark);

    /// <summary>Whether the program's language is newer than the Roslyn of these tests.</summary>
    private bool IsForSdkCompiler => _text.StartsWith("// For the SDK's compiler", StringComparison.Ordinal);

    /// <summary>As <see cref="Project"/>, with what stands under `#if CASE`, which does not compile.</summary>
    public SourceCompilation ProjectWithCase => Project with
    {
        Files = new Dictionary<string, string>(Files) { ["Program.cs"] = "#define CASE\n" + Text },
    };

    public SourceCompilation Project => Generated.Project(Text) with
    {
        Files = Files,
        Output = _text.StartsWith("// Top-level", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
    };

    /// <summary>What the program writes where that is not what it writes without Flujo; else null.</summary>
    public string? Output => _text.Contains(OutputMark, StringComparison.Ordinal) ? Block(OutputMark) : null;

    public static ProgramFile Read(string name) => new(Path.Combine(Folder(), name + ".cs"));

    /// <summary>Compares the spans; FLUJO_ACCEPT=1 writes them into the file instead.</summary>
    public void VerifyTree(string tree)
    {
        if (Snapshot.IsAccepting)
            File.WriteAllText(_path, _text.Replace(TreeMark + Block(TreeMark) + EndMark, TreeMark + tree + EndMark, StringComparison.Ordinal));
        else if (tree != Block(TreeMark))
            throw new VerificationException($"The program made other spans than {Path.GetFileName(_path)} says:\n{tree}");
    }

    private Dictionary<string, string> Files => _text.Split("\n" + FileMark).Skip(1)
        .Select(section => section.Split('\n', 2))
        .Prepend(["Program.cs", Text])
        .ToDictionary(section => section[0], section => section[1]);

    private string Block(string mark)
    {
        int start = _text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return _text[start.._text.IndexOf(EndMark, start, StringComparison.Ordinal)];
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Programs");
}
