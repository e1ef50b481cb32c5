using System.ComponentModel;
using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Engines;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>The arguments of one call that are to be recorded, in the hands of generated code: an Add for each parameter, then <see cref="End"/>. Never throws.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputCapture
{
    private readonly RunState _run;
    private readonly uint _spanNo;
    private readonly ArgumentsWriter _writer = new(PrivacySettings.Current.Values, PrivacySettings.MaxPayloadBytes);
    private bool _failed;

    internal InputCapture(RunState run, uint spanNo)
    {
        _run = run;
        _spanNo = spanNo;
    }

    /// <summary>An argument. Its text is made at once: what the step does to it afterwards is not seen.</summary>
    public void Add<T>(string name, T value) => Try(static (writer, argument) => writer.Add(argument.Name, argument.Value, typeof(T)), (Name: name, Value: (object?)value));

    /// <summary>An argument that no object can hold; its characters are copied.</summary>
    public void Add(string name, ReadOnlySpan<char> value) => Add(name, value[..Math.Min(value.Length, PrivacySettings.Current.Values.WindowFor(PrivacySettings.MaxPayloadBytes))].ToString());

    /// <summary>A parameter that is marked <see cref="FlujoRedactAttribute"/>.</summary>
    public void AddRedacted(string name) => Try(static (writer, name) => writer.AddRemark(name, Redactor.Mask), name);

    /// <summary>A parameter whose values cannot be recorded.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="type">Its type, for people.</param>
    public void AddUnreadable(string name, string type) =>
        Try(static (writer, argument) => writer.AddRemark(argument.Name, $"(not recorded: a value of type {argument.Type})"), (Name: name, Type: type));

    /// <summary>Records what was added.</summary>
    public void End()
    {
        if (_failed)
        {
            return;
        }

        Try(static (writer, self) => SpanRecords.Payload(
            ThreadRecorder.Current.PenFor(self._run.Engine!), self._run, self._spanNo, Stopwatch.GetTimestamp(), PayloadKind.Input, writer.Finish()), this);
    }

    private void Try<T>(Action<ArgumentsWriter, T> write, T argument)
    {
        try
        {
            if (!_failed)
            {
                write(_writer, argument);
            }
        }
        catch (Exception error)
        {
            _failed = true;
            Notes.Write("input_not_recorded", $"the arguments of a step were not recorded: {error.GetType().Name}: {error.Message}");
        }
    }
}
