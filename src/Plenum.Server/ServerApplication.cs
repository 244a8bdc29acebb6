using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore;
using Plenum.Server.Telemetry;

namespace Plenum.Server;

/// <summary>The executable's own application: Plenum and nothing else.</summary>
internal static class ServerApplication
{
    private const string DefaultUrl = "http://localhost:8080";

    public static async Task<int> RunAsync(string[] args, Action<PlenumOptions> configure, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = Build(args, configure);
            await app.StartAsync(cancellationToken);
            foreach (var url in app.Urls)
                Console.WriteLine($"Plenum is ready: {url}");

            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (IsStartError(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>What is wrong is in the message, and so is what to do; a stack trace would bury it.</summary>
    public static bool IsStartError(Exception exception) =>
        exception is InvalidOperationException or OptionsValidationException or IOException or ArgumentException;

    public static WebApplication Build(string[] args, Action<PlenumOptions> configure)
    {
        // The settings beside the executable hold, from whatever directory it is started.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (!HasUrl(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.Services.AddPlenum(configure);

        // By default the name is the directory's, and a server that moved would not know its own resume tokens.
        builder.Services.AddDataProtection().SetApplicationName("Plenum.Server");
        if (OpenTelemetryExport.IsWanted(builder.Configuration))
            builder.Services.AddHostedService<OpenTelemetryExport>();

        var app = builder.Build();
        app.MapPlenum();
        return app;
    }

    private static bool HasUrl(ConfigurationManager configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
