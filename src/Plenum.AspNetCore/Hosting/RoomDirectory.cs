using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>The rooms of this server, by name.</summary>
internal sealed class RoomDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RoomName, RoomHost> _rooms = [];
    private readonly EndedRooms _ended;
    private readonly RoomHostServices _services;
    private readonly IRoomRule _rule;
    private readonly int _limit;

    public RoomDirectory(
        IOptions<PlenumOptions> options,
        IRoomRule rule,
        TimeProvider clock,
        MediaPlane media,
        IEventEncoder encoder,
        PlenumMetrics metrics,
        ILogger<RoomDirectory> logger)
    {
        var rooms = options.Value.Rooms;
        _services = new RoomHostServices(clock, metrics, logger, rooms.MailboxCapacity, media, encoder);
        _ended = new EndedRooms(options.Value.Access.ResumeTokenLifetime);
        _rule = rule;
        _limit = rooms.MaxRooms;
    }

    /// <summary>All rooms that are open.</summary>
    public IReadOnlyList<RoomHost> All
    {
        get
        {
            lock (_gate)
                return [.. _rooms.Values];
        }
    }

    public RoomHost? Find(RoomName name)
    {
        lock (_gate)
            return _rooms.GetValueOrDefault(name);
    }

    /// <summary>The room of this name, opened if the rule allows it.</summary>
    public async ValueTask<RoomLookup> OpenAsync(RoomName name, CancellationToken cancellationToken)
    {
        if (Find(name) is { } open)
            return new RoomLookup.Found(open);

        // The application's rule may take its time: other rooms do not wait for it. It may also fail, as databases do.
        try
        {
            var settings = await _rule.FindAsync(name, cancellationToken);
            return settings is null ? RoomLookup.NotFound.Instance : GetOrAdd(name, settings);
        }
#pragma warning disable CA1031
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            RoomLog.RuleFailed(_services.Logger, exception, name.Value);
            return RoomLookup.RuleFailed.Instance;
        }
    }

    /// <summary>Whether a host ended a room of this name after a resume token was given out at this time.</summary>
    public bool EndedSince(RoomName name, DateTimeOffset issued)
    {
        lock (_gate)
            return _ended.Since(name, issued);
    }

    private RoomLookup GetOrAdd(RoomName name, RoomSettings settings)
    {
        lock (_gate)
        {
            if (_rooms.TryGetValue(name, out var host))
                return new RoomLookup.Found(host);
            if (_rooms.Count >= _limit)
            {
                RoomLog.TooManyRooms(_services.Logger, _limit);
                return RoomLookup.TooMany.Instance;
            }

            settings = settings with { CanForward = settings.CanForward && _services.Media.IsEnabled };
            host = new RoomHost(name, settings, NewEpoch(), _services, OnClosed);
            _rooms.Add(name, host);
            _services.Metrics.RoomOpened();
            RoomLog.Opened(_services.Logger, name.Value);
            _ = Task.Run(host.RunAsync);
            return new RoomLookup.Found(host);
        }
    }

    private void OnClosed(RoomHost host, RoomClosedReason? reason)
    {
        lock (_gate)
        {
            _rooms.Remove(host.Name);
            if (reason == RoomClosedReason.Ended)
                _ended.Add(host.Name, _services.Clock.GetUtcNow());
        }

        host.Dispose();
        _services.Metrics.RoomClosed();
        if (reason is { } known)
            RoomLog.Closed(_services.Logger, host.Name.Value, known);
    }

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
