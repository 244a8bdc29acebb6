using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Plenum.AspNetCore;

namespace Plenum.Server.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP where the standard variables say so (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its
/// kin; <c>OTEL_SDK_DISABLED</c>). Without them nothing is collected.
/// </summary>
internal sealed class OpenTelemetryExport : IHostedService, IDisposable
{
    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    ];

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public static bool IsWanted(IConfiguration configuration) =>
        Endpoints.Any(name => !string.IsNullOrEmpty(configuration[name]))
        && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault()
            .AddService("plenum", serviceVersion: typeof(PlenumOptions).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(PlenumTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(PlenumTelemetry.Name)
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        _metrics = null;
        _traces = null;
    }
}
