using System.Collections.Immutable;
using Flujo.Analyzers.Naming;
using Flujo.Rules;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

/// <summary>Names of methods as people give them: none that says something is flagged, and what is suggested for one that says nothing says something itself.</summary>
public sealed class RealNameTests
{
    private static readonly string[] Good = Words("""
        LoadDocumentsAsync ParseHtml ExtractText SplitIntoChunks EmbedChunksAsync StoreEmbeddings RankResults RerankResultsAsync DraftAnswerAsync RefineAnswer
        CritiqueDraft SummarizeThread TranslateToGermanAsync DetectLanguage ClassifyIntent RouteQuestion CallSearchTool CallWeatherApiAsync PlanNextAction ExecutePlanAsync
        ExecuteToolCall InvokeModelAsync RunQueryAsync RunMigrations RunLengthEncode ExecuteTrade ProcessRefundAsync ProcessPayment HandleRefund HandleTimeout
        ImportOrders ImportCsvAsync ExportToParquet ExportInvoices ValidateSchema ValidateAddressAsync NormalizePhoneNumbers DeduplicateCustomers MergeDuplicates JoinOrdersWithCustomers
        AggregateByRegion ComputeTotals CalculateVat ApplyDiscounts RoundToCents ConvertCurrencyAsync FetchExchangeRates DownloadReportAsync UploadToBucket CompressArchive
        DecryptPayload EncryptAtRest SignDocument VerifySignature IssueToken RevokeSessions AuthenticateUser AuthorizeRequest SendInvoiceAsync SendEmailAsync
        NotifySubscribers PublishEventAsync ConsumeMessages AcknowledgeDelivery RetryFailedJobs ScheduleBackup RestoreSnapshot RotateLogs PurgeExpired ArchiveOldOrders
        IndexPages CrawlSite ScrapePrices ResolveRedirects CheckRobotsTxt BuildSitemap RenderTemplate GeneratePdf ResizeImages TranscodeVideo
        TranscribeAudioAsync DiarizeSpeakers DetectFaces BlurFaces ReadBarcode BarcodeScan ScanReceipt OcrPage ExtractTables CropMargins
        TrainModel EvaluateModel TuneHyperparameters SplitTrainTest TestConnection TestHypothesis ABTestVariants TTest KMeansCluster OneHotEncode
        ScoreLeads PredictChurn ForecastDemand DetectAnomalies FlagFraud ReviewManually ApproveLoan RejectApplication OpenAccount CloseAccount
        ReserveSeats ReleaseHold ChargeCard RefundCard CaptureFunds SettleBatch ReconcileLedger PostJournalEntry PrintLabel ShipParcel
        TrackShipment EstimateArrival OptimizeRoute AssignDriver StartEngine StopPump OpenValve CalibrateSensor ReadSensors StepUpTransformer
        StepDownVoltage MethodOfMoments TaskGraphBuild WorkloadBalance JobQueueDrain StageRelease UnitConversion NodeHealthCheck BlockUser PhaseShift
        WriteDigest TightenText WeighTerms FindDocuments ChooseCandidate PickWinner TieBreak FirstPage NextPageAsync LastMileDelivery
        ZeroShotPrompt TwoFactorLogin ThreeWayMerge TopTenSellers SecondOpinion S3Upload Md5Checksum Utf8Decode Base64Encode P95Latency
        MainLoopTick DefaultRoute HelperLookup NameLookup ExamplePrompts DemoAccountReset TodoListSync RenameFiles DropTable DoNotDisturb
        """);

    private static readonly string[] Vague = Words("""
        Execute ExecuteAsync Run RunAsync Do DoIt DoWork DoWorkAsync DoStuff DoSomething Process ProcessAsync Handle HandleAsync Invoke Call Perform Step Step1 Step2Async
        StepTwo StepA MyStep Method Method1 Foo Bar FooBar Baz Test Test2 TestAsync MyTest Tmp Temp Xxx Asdf Qwerty A B X1
        Untitled Todo Main Work Task1 Action ExecuteCore RunStep RunInternal HandleIt NewMethod Sample Helper Worker Callback Something
        """);

    [Fact]
    public void GoodNames_AreMany() => Assert.True(Good.Distinct().Count() >= 150);

    [Fact]
    public void GoodName_IsNeverFlagged()
    {
        var vague = new VagueNames();

        Assert.Equal([], Good.Where(name => vague.IsVague(StepName.Of(name)) || vague.IsVague(name) || vague.IsVague(StepName.Of(name).ToUpperInvariant())));
    }

    [Fact]
    public async Task Suggestion_SaysSomething_OrThereIsNone()
    {
        string[] names = [.. Good, .. Vague];
        SourceCompilation source = SourceCompilation.Of(
            "using Flujo;\n" + string.Concat(names.Distinct().Select((name, i) => $"class C{i} {{ [FlujoStep(\"step_{i}\")] void {name}() {{ }} }}\n")), References.Runtime);
        ImmutableArray<Diagnostic> found = await source.Build()
            .WithAnalyzers([new StepNameSaysSomething()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        string[] suggestions = [.. found.Select(NameSuggestion.Of).OfType<string>()];
        var vague = new VagueNames();

        Assert.Equal(names.Distinct().Count(), found.Length);
        Assert.Equal([], suggestions.Where(vague.IsVague));
        Assert.Equal([], suggestions.Where(suggestion => !SnakeCase.Is(suggestion)));
        Assert.Equal(Good.Distinct().Select(StepName.Of).Order(StringComparer.Ordinal), suggestions.Order(StringComparer.Ordinal));
    }

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
