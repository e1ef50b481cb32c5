using System.Text;

namespace Flujo.Generators.Emitting;

/// <summary>Builds a generated file: text may be a raw string of several lines, each is indented to where it stands.</summary>
internal sealed class SourceWriter
{
    private const string Indent = "    ";

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes each line of the text; an empty text writes an empty line.</summary>
    public SourceWriter Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                for (int i = 0; i < _depth; i++)
                    _text.Append(Indent);
            }

            _text.Append(trimmed).Append('\n');
        }

        return this;
    }

    /// <summary>Writes a head and opens a block beneath it.</summary>
    public SourceWriter Open(string head)
    {
        Lines(head).Lines("{");
        return In();
    }

    /// <summary>Indents what follows, until <see cref="Out"/>.</summary>
    public SourceWriter In()
    {
        _depth++;
        return this;
    }

    public SourceWriter Out()
    {
        _depth--;
        return this;
    }

    public SourceWriter Close(string tail = "}") => Out().Lines(tail);

    /// <summary>The file.</summary>
    /// <exception cref="InvalidOperationException">A block was left open: a mistake in an emitter.</exception>
    public override string ToString() => _depth == 0
        ? _text.ToString()
        : throw new InvalidOperationException("The generated file ends at an indentation of " + _depth + ".");
}
