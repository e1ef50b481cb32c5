using Flujo.CompilerServices;
using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

/// <summary>Methods with the attribute, given to a pipeline as they are.</summary>
public sealed class StepMethodTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task StepMethods_HaveTheNamesAndKindsOfTheirAttributes()
    {
        var ranker = new Ranker();
        Pipeline<string, int> pipeline = Pipeline.Create<string>("research").Step(ranker.LoadDocumentsAsync).Step(Ranker.Rank).Step(ranker.Publish);
        PipelineResult<int> result = await new FlujoRunner<string, int>(pipeline).ExecuteAsync("tides");
        Run("research", Step("load_documents"), Agent("rank_results"), Step("publish")).Verify(result.TraceTree);
        Assert.Equal(("tides!".Length, "tides!".Length), (result.Output, ranker.Published));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AttemptsOfTheAttribute_Hold(bool enableTracing)
    {
        Pipeline<string, string> pipeline = Pipeline.Create<string>("research").Step(new Ranker().AskAsync);
        PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline, enableTracing).ExecuteAsync("tides");
        Assert.Equal(("answer to tides", 3), (result.Output, Assert.Single(result.StepHistory).Attempts));
    }

    [Fact]
    public async Task NameOfItsOwn_KeepsWhatElseTheAttributeSays()
    {
        Pipeline<string, string> pipeline = Pipeline.Create<string>("research").Step("ask_again", new Ranker().AskAsync);
        PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline).ExecuteAsync("tides");
        Run("research", Step("ask_again").Attempts(3)).Verify(result.TraceTree);
    }

    [Fact]
    public async Task OptionsOfItsOwn_AreTheOnesThatHold()
    {
        Pipeline<string, string> pipeline = Pipeline.Create<string>("research").Step("ask_once", new Ranker().AskAsync, new StepOptions());
        PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline).ExecuteAsync("tides");
        Run("research", Step("ask_once").Failed("busy 1")).Failed().Verify(result.TraceTree);
    }

    [Fact]
    public async Task BudgetOfTheAttribute_Holds()
    {
        PipelineResult<string> result = await new FlujoRunner<string, string>(Pipeline.Create<string>("dear").Step(new Ranker().Translate)).ExecuteAsync("tides");
        Run("dear", Step("translate").Failed()).Failed("60").Verify(result.TraceTree);
    }

    [Fact]
    public async Task OverrideWithoutTheAttribute_IsTheStepOfItsBase()
    {
        PipelineResult<int> result = await new FlujoRunner<int, int>(Pipeline.Create<int>("heirs").Step(new Heir().Weigh)).ExecuteAsync(1);
        Run("heirs", Step("weigh")).Verify(result.TraceTree);
        Assert.Equal(2, result.Output);
    }

    [Fact]
    public async Task WhatMustNotBeRecorded_IsNot()
    {
        using var folder = new TempFolder();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        Pipeline<string, string> pipeline = Pipeline.Create<string>("logins").Step(Login).Step(Show);
        PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline).ExecuteAsync("the pass phrase");
        Run("logins", Step("login"), Step("show")).Verify(result.TraceTree);
        Assert.Equal([null, "session"], result.StepHistory.Select(static step => step.Output));
        Assert.Equal(["3 session"], folder.Query("SELECT span_no, text FROM payloads"));
    }

    [Fact]
    public async Task StepThatTracesItself_IsNotTriedTwiceAsOften()
    {
        var ranker = new Ranker();
        PipelineResult<string> result = await new FlujoRunner<string, string>(Pipeline.Create<string>("parts").Step(ranker.Refuse)).ExecuteAsync("tides");
        Assert.Equal((false, 1), (result.Success, ranker.Refused));
    }

    [Fact]
    public void MethodWithoutTheAttribute_IsRefusedWithWhatToDo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(static () => Pipeline.Create<int>("nameless").Step(static number => number + 1));
        Assert.Contains("the lambda has no [FlujoStep]. Put the attribute on the method, or give a name: Step(\"name\", …).", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => Pipeline.Create<int>("nameless").Step((Func<int, int>)null!));
    }

    [FlujoStep(Capture = FlujoCapture.All)]
    [return: FlujoRedact]
    private static string Login([FlujoRedact] string phrase) => "session";

    [FlujoStep(Capture = FlujoCapture.Output)]
    private static string Show(string session) => session;

    private sealed class Ranker
    {
        private int _calls;

        public int Published { get; private set; }

        public int Refused { get; private set; }

        [FlujoStep("rank_results", Kind = FlujoStepKind.Agent)]
        public static int Rank(string documents) => documents.Length;

        [FlujoStep]
        public async Task<string> LoadDocumentsAsync(string topic, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return topic + "!";
        }

        [FlujoStep]
        public void Publish(int rank) => Published = rank;

        // As the generated half of a partial step.
        [FlujoStep(MaxAttempts = 3)]
        [FlujoTraced]
        public string Refuse(string question) => ++Refused > 0 ? throw new TimeoutException("busy") : question;

        [FlujoStep(MaxTokens = 50)]
        public string Translate(string text)
        {
            FlujoTrace.Current.AddUsage(40, 20);
            return text;
        }

        [FlujoStep(MaxAttempts = 3)]
        public async ValueTask<string> AskAsync(string question)
        {
            await Task.Yield();
            return ++_calls < 3 ? throw new TimeoutException($"busy {_calls}") : $"answer to {question}";
        }
    }

    private class Ancestor
    {
        [FlujoStep]
        public virtual int Weigh(int number) => number;
    }

    private sealed class Heir : Ancestor
    {
        public override int Weigh(int number) => number + 1;
    }
}
