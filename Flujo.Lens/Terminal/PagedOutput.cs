using System.Diagnostics;
using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Stdout on a terminal: what fits on the screen is written there, and what does not goes through <c>$PAGER</c>, begun when the first screen is full. Without
/// <c>PAGER</c>, or where it cannot be started, everything goes to the terminal. Used by one thread.
/// </summary>
internal sealed class PagedOutput(TextWriter terminal, string pager, int height) : TextWriter
{
    private readonly StringBuilder _screen = new();
    private int _lines;
    private Process? _process;
    private TextWriter? _target;

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Whether a pager is at work: it gets Ctrl-C as well, and it is its to handle.</summary>
    public bool IsPaging => _process is { HasExited: false };

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (_target is not null)
        {
            WriteToTarget(buffer);
            return;
        }

        _screen.Append(buffer);
        _lines += buffer.Count('\n');
        if (_lines >= height)
        {
            _target = Start() ?? terminal;
            WriteToTarget(_screen.ToString());
            _screen.Clear();
        }
    }

    /// <summary>Ends the session: shows the rest, and waits until the reader has left the pager.</summary>
    public override void Flush()
    {
        if (_target is null)
        {
            terminal.Write(_screen);
            _screen.Clear();
            terminal.Flush();
            return;
        }

        if (_process is null)
        {
            terminal.Flush();
            return;
        }

        try
        {
            _target.Dispose();
        }
        catch (IOException)
        {
            // The reader has left it before the end.
        }

        _process.WaitForExit();
        _target = TextWriter.Null;
    }

    private void WriteToTarget(ReadOnlySpan<char> text)
    {
        try
        {
            _target!.Write(text);
        }
        catch (IOException)
        {
            _target = TextWriter.Null; // the reader has left the pager, and wants no more
        }
    }

    /// <summary>Through the shell, because PAGER is a command line.</summary>
    private TextWriter? Start()
    {
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("cmd", ["/c", pager]) : new("/bin/sh", ["-c", pager]);
        start.RedirectStandardInput = true;
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        // As git and gh do: colours pass through, a short text is not paged, and the screen stays.
        start.Environment.TryAdd("LESS", "FRX");
        start.Environment.TryAdd("LV", "-c");
        try
        {
            _process = Process.Start(start);
            return _process?.StandardInput;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }
}
