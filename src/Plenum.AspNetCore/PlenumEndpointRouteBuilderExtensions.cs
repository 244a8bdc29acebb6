using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Endpoints.Debug;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Endpoints.WebApp;
using Plenum.AspNetCore.Endpoints.Whep;
using Plenum.AspNetCore.Endpoints.Whip;

namespace Plenum.AspNetCore;

/// <summary>Brings Plenum into an application's routes.</summary>
public static class PlenumEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the signalling socket at <c>/rtc</c>, WHIP and WHEP at <c>/whip/{room}</c> and <c>/whep/{room}</c>, <c>/health</c>,
    /// <c>/debug/state</c>, and the web application with the rooms' pages at
    /// <c>/r/{room}</c>. Nothing else is needed; call <c>AddPlenum</c> before the application is built.
    /// </summary>
    /// <param name="routes">The application's routes, or a group of them.</param>
    /// <returns>All of them, to which conventions can be added.</returns>
    public static IEndpointConventionBuilder MapPlenum(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("");
        var signaling = routes.ServiceProvider.GetRequiredService<SignalingEndpoint>();
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        var webSockets = Options.Create(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UseMiddleware<WebSocketMiddleware>(webSockets);
        pipeline.Run(signaling.HandleAsync);
        group.Map("/rtc", pipeline.Build()).WithDisplayName("Plenum signalling");
        group.MapGet("/health", () => Health(lifetime)).WithDisplayName("Plenum health");
        var options = routes.ServiceProvider.GetRequiredService<IOptions<PlenumOptions>>().Value;
        routes.ServiceProvider.GetRequiredService<DebugEndpoint>().Map(group);
        if (options.HttpSessions.IsEnabled)
            MapHttpSessions(group, routes.ServiceProvider);
        if (options.ServeWebApp)
            WebAppEndpoint.Map(group);

        return group;
    }

    private static void MapHttpSessions(RouteGroupBuilder group, IServiceProvider provider)
    {
        var services = provider.GetRequiredService<HttpSessionServices>();
        new HttpSessionEndpoint(provider.GetRequiredService<WhipKind>(), services).Map(group);
        new HttpSessionEndpoint(provider.GetRequiredService<WhepKind>(), services).Map(group);
    }

    /// <summary>A server that is about to stop should get no new clients from whoever balances load.</summary>
    private static IResult Health(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? Results.Text("stopping", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok");
}
