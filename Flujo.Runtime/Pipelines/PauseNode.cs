using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>Where a run waits for somebody outside. The run itself stops there; when it is resumed, the answer takes the place of what a step would give.</summary>
/// <param name="name">The name of the span that the answer gets.</param>
/// <param name="message">Says what the run waits for.</param>
/// <param name="takes">Whether something can be the answer.</param>
/// <param name="answerType">What the answer is, for people.</param>
internal sealed class PauseNode(string name, Func<object?, string> message, Func<object?, bool> takes, Type answerType) : PipelineNode(name, SpanKind.Step)
{
    public Type AnswerType => answerType;

    public string MessageFor(object? value) => message(value);

    public bool Takes(object? answer) => takes(answer);

    /// <summary>The answer has come.</summary>
    protected override ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation) => new(value);
}
