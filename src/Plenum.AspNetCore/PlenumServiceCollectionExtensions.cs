using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.Debug;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Endpoints.Whep;
using Plenum.AspNetCore.Endpoints.Whip;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Ice;
using Plenum.AspNetCore.Telemetry;

namespace Plenum.AspNetCore;

/// <summary>Brings Plenum into an application's services.</summary>
public static class PlenumServiceCollectionExtensions
{
    /// <summary>
    /// Adds all that <c>MapPlenum</c> needs. Options come from the configuration section
    /// <see cref="PlenumOptions.SectionName"/>; wrong ones stop the application at its start and say what to do.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes options after the configuration was read.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPlenum(this IServiceCollection services, Action<PlenumOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<PlenumOptions>().BindConfiguration(PlenumOptions.SectionName).ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PlenumOptions>, PlenumOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddMetrics();
        AddAccess(services);
        AddRooms(services);
        AddSignaling(services);
        AddHttpSessions(services);
        return services;
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.TryAddSingleton<JoinTokenIssuer>();
        services.TryAddSingleton<JoinTokenVerifier>();
        services.TryAddSingleton<JoinAdmission>();
        services.TryAddSingleton<ServerInstance>();
        services.TryAddSingleton<ResumeTickets>();
        services.TryAddSingleton<OriginPolicy>();
        services.TryAddSingleton<DevMode>();
        services.TryAddSingleton<IceServerSource>();
        services.AddHostedService<AccessGuard>();
    }

    private static void AddRooms(IServiceCollection services)
    {
        services.TryAddSingleton<IRoomRule, ConfiguredRoomRule>();
        services.TryAddSingleton<RoomDirectory>();
        services.TryAddSingleton<ConnectionIds>();
        services.TryAddSingleton<PlenumMetrics>();
        services.TryAddSingleton<MediaPlane>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaPlane>());
        services.TryAddSingleton<MediaState>();
        services.AddHostedService<MediaMetrics>();
    }

    private static void AddHttpSessions(IServiceCollection services)
    {
        services.TryAddSingleton<CrossOrigin>();
        services.TryAddSingleton<HttpSessionServices>();
        services.TryAddSingleton<WhipKind>();
        services.TryAddSingleton<WhepKind>();
        services.TryAddSingleton<DebugStateSource>();
        services.TryAddSingleton<DebugEndpoint>();
    }

    private static void AddSignaling(IServiceCollection services)
    {
        services.TryAddSingleton<IEventEncoder, EventEncoder>();
        services.TryAddSingleton<SessionInfoSource>();
        services.TryAddSingleton<RoomEntry>();
        services.TryAddSingleton<SignalingServices>();
        services.TryAddSingleton<SignalingEndpoint>();
    }
}
