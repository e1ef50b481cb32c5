using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Flujo.Testing;

/// <summary>A compiled program in a context of its own, which goes away with it. Not thread-safe.</summary>
public sealed class LoadedProgram : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private LoadedProgram(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        Assembly = assembly;
    }

    public Assembly Assembly { get; }

    /// <summary>The program's image.</summary>
    /// <exception cref="VerificationException">It does not compile, or not without warnings.</exception>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        Diagnostic[] complaints = [.. result.Diagnostics.Where(each => each.Severity >= DiagnosticSeverity.Warning && !each.IsSuppressed)];
        return complaints.Length == 0
            ? image.ToArray()
            : throw new VerificationException("The program does not compile cleanly:\n" + string.Join("\n", complaints.Select(Annotate)));
    }

    /// <summary>Compiles and loads a program.</summary>
    /// <exception cref="VerificationException">It does not compile, or not without warnings.</exception>
    public static LoadedProgram Load(CSharpCompilation compilation) => Load(Emit(compilation));

    /// <summary>Loads a program's image, and those of what it refers to.</summary>
    public static LoadedProgram Load(byte[] image, params byte[][] libraries)
    {
        var context = new AssemblyLoadContext("Program", isCollectible: true);
        foreach (byte[] library in libraries)
            context.LoadFromStream(new MemoryStream(library));
        return new(context, context.LoadFromStream(new MemoryStream(image)));
    }

    /// <summary>Calls the entry point, or the static method Run of the class Program.</summary>
    public async Task<ProgramOutcome> RunAsync()
    {
        StringWriter output = ConsoleCapture.Begin();
        using var thrown = new ThrownExceptions(Assembly);
        try
        {
            await Start();
            return new(output.ToString(), null, thrown.ToString());
        }
        catch (Exception error)
        {
            return new(output.ToString(), error.GetType() + ": " + error.Message, thrown.ToString());
        }
    }

    /// <summary>Lets the program go. Its memory is free when nothing refers to it any more.</summary>
    public void Dispose() => _context.Unload();

    private async Task Start()
    {
        const BindingFlags Flags = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        MethodInfo start = Assembly.EntryPoint
            ?? Assembly.GetType("Program")?.GetMethod("Run", Flags)
            ?? throw new VerificationException("The program has neither an entry point nor Program.Run.");
        object?[] arguments = start.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
        if (start.Invoke(null, Flags, null, arguments, null) is Task task)
            await task;
    }

    private static string Annotate(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return diagnostic.ToString();
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return $"{diagnostic}\n    {tree.GetText().Lines[span.StartLinePosition.Line]}";
    }
}
