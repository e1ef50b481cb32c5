using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Flujo.Hosting.Tests;

/// <summary>Flujo in real hosts. The settings of a process are fixed with its first span, so the tests share one order of events: one host applies them.</summary>
public sealed class HostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-hosting-");

    [Fact]
    public async Task Host_AppliesSettingsPutsIdsOnLogLinesAndStoresEverythingWhenItStops()
    {
        string store = Path.Combine(_folder.FullName, "store.db");
        var lines = new CollectingLoggerProvider();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Flujo:Store"] = Path.Combine(_folder.FullName, "overridden.db"),
            ["Flujo:ImplicitRuns"] = "false",
        });
        builder.Logging.AddProvider(lines).Configure(static options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Services.AddFlujo(options => options.Store = store);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        ILogger logger = host.Services.GetRequiredService<ILogger<HostTests>>();

        string runId;
        string spanId;
        FlujoTrace.StartStep("outside").Dispose(); // ImplicitRuns is off
        using (FlujoRun run = FlujoTrace.StartRun("import"))
        using (logger.BeginScope("pushed"))
        using (FlujoSpan step = FlujoTrace.StartStep("read_rows"))
        {
            (runId, spanId) = (run.RunId, step.SpanId!);
            logger.LogInformation("inside");
        }

        logger.LogInformation("after");
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(store));
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand query = connection.CreateCommand();
        query.CommandText = "SELECT run_id || ' ' || span_id || ' ' || name FROM spans WHERE name <> 'import'";
        Assert.Equal($"{runId} {spanId} read_rows", query.ExecuteScalar());
        Assert.Equal(["pushed"], lines.Scopes("inside").Where(static each => each == "pushed"));
        Assert.Contains($"FlujoRunId:{runId}, FlujoSpanId:{spanId}", lines.Scopes("inside"));
        Assert.DoesNotContain(lines.Scopes("after"), static each => each.StartsWith("Flujo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Flujo:Enabled", "perhaps", "Flujo:Enabled is not true or false")]
    [InlineData("Flujo:MaxBlock", "long", "Flujo:MaxBlock is not a time such as 00:00:00.250")]
    [InlineData("Flujo:ImplicitRuns", "most", "Flujo:ImplicitRuns is not true, false, or a share from 0 to 1")]
    [InlineData("Flujo:Strore", "x.db", "Flujo:Strore is no setting of Flujo")]
    public async Task SettingThatMakesNoSense_EndsTheStartAndNamesItself(string key, string value, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [key] = value });
        builder.Services.AddFlujo();
        using IHost host = builder.Build();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void AddFlujoTwice_RegistersItsServiceOnce()
    {
        var services = new ServiceCollection();

        services.AddFlujo().AddFlujo();

        Assert.Single(services, static each => each.ServiceType == typeof(IHostedService));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class CollectingLoggerProvider : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private readonly ConcurrentDictionary<string, List<string>> _scopes = new();
        private IExternalScopeProvider? _provider;

        public List<string> Scopes(string message) => _scopes[message];

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _provider = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _provider!.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            _provider!.ForEachScope(static (scope, list) => list.Add(scope?.ToString() ?? ""), scopes);
            _scopes[formatter(state, exception)] = scopes;
        }

        public void Dispose()
        {
        }
    }
}
