using System.Text;

namespace Flujo.Testing;

/// <summary>Gives every flow of control a console of its own, so that programs can run side by side in one process.</summary>
public sealed class ConsoleCapture : TextWriter
{
    private static readonly AsyncLocal<StringWriter?> Current = new();
    private static readonly Lock Gate = new();
    private static ConsoleCapture? s_installed;
    private readonly TextWriter _console;

    private ConsoleCapture(TextWriter console) => _console = console;

    public override Encoding Encoding => _console.Encoding;

    /// <summary>From here on, what this flow and those that it starts write to the console ends in the result.</summary>
    public static StringWriter Begin()
    {
        lock (Gate)
        {
            if (s_installed is null)
                Console.SetOut(s_installed = new ConsoleCapture(Console.Out));
        }

        return Current.Value = new StringWriter();
    }

    public override void Write(char value)
    {
        if (Current.Value is not { } writer)
        {
            _console.Write(value);
            return;
        }

        lock (writer)
            writer.Write(value);
    }
}
