using System.Text;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class FeedbackTests
{
    private static readonly Sanitizer Plain = new(new Redactor([], []), new TextLimits());

    [Fact]
    public void Error_GivesTypeAndMessage() =>
        Assert.Equal("InvalidOperationException: no such row", Plain.Feedback(new InvalidOperationException("no such row")));

    [Fact]
    public void SecretInTheMessage_IsMasked() =>
        Assert.Equal("Exception: login with password=*** failed", Plain.Feedback(new Exception("login with password=hunter2 failed")));

    [Fact]
    public void GenericError_LosesItsArity() => Assert.Equal("GenericException: x", Plain.Feedback(new GenericException<int>("x")));

    [Fact]
    public void EmptyMessage_GivesTheType() => Assert.Equal("Exception", Plain.Feedback(new Exception("")));

    [Fact]
    public void ThrowingMessage_GivesANote() =>
        Assert.Equal("MuteException: (no message: FormatException in its getter)", Plain.Feedback(new MuteException()));

    [Fact]
    public void LongMessage_IsCut()
    {
        string feedback = Plain.Feedback(new Exception(new string('€', 10_000)));
        Assert.EndsWith("€… (cut, 30000 bytes)", feedback, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(feedback), 8190, 8192);
    }

    [Fact]
    public void SoleInnerError_IsTheReason() =>
        Assert.Equal("AggregateException: FormatException: x", Plain.Feedback(new AggregateException(new FormatException("x"))));

    [Fact]
    public void SeveralInnerErrors_AreCounted()
    {
        AggregateException error = new(new FormatException("x"), new Exception("y"), new Exception("z"));
        Assert.Equal("AggregateException: 3 errors, the first FormatException: x", Plain.Feedback(error));
    }

    [Fact]
    public void EmptyAggregate_GivesItsOwnMessage() =>
        Assert.Equal("AggregateException: nothing", Plain.Feedback(new AggregateException("nothing")));

    [Fact]
    public void DeepAggregate_Ends()
    {
        Exception error = new FormatException("x");
        for (int i = 0; i < 1000; i++)
            error = new AggregateException("m", error);
        Assert.StartsWith("AggregateException: AggregateException: ", Plain.Feedback(error), StringComparison.Ordinal);
    }

    private sealed class GenericException<T>(string message) : Exception(message);

    private sealed class MuteException : Exception
    {
        public override string Message => throw new FormatException();
    }
}
