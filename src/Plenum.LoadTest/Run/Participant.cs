using Plenum.Engine.Shards;
using Plenum.LoadTest.Media;
using Plenum.LoadTest.Plan;
using Plenum.Rtc;

namespace Plenum.LoadTest.Run;

/// <summary>Somebody who takes part: by one connection or several. One task at a time uses it.</summary>
internal sealed class Participant(ParticipantPlan plan, MediaThread thread, LoadMedia media, Timestamp joinsFrom)
{
    private readonly List<LoadConnection> _connections = [];

    /// <summary>What it does.</summary>
    public ParticipantPlan Plan => plan;

    /// <summary>What leaves the server's rooms, besides the connections.</summary>
    public Func<CancellationToken, Task>? Leave { get; set; }

    /// <summary>Whether there is somebody to watch already, so that the time to the first packet is the server's.</summary>
    public bool TimesFirst { get; init; }

    /// <summary>How long it has been joining, from its first attempt on.</summary>
    public TimeSpan SinceJoin => ShardClock.Now - joinsFrom;

    /// <summary>Its connections.</summary>
    public IReadOnlyList<LoadConnection> Connections => _connections;

    /// <summary>Packets of pictures and sound that it sent during the hold.</summary>
    public (long Video, long Audio) SentInHold =>
        (_connections.Sum(connection => connection.SentInHold.Video), _connections.Sum(connection => connection.SentInHold.Audio));

    /// <summary>Makes a connection.</summary>
    public LoadConnection Connect(ConnectionPlan connection)
    {
        var number = _connections.Count;
        _connections.Add(new LoadConnection(thread, media, connection, joinsFrom)
        {
            TimesFirst = TimesFirst && connection.AudioSlots + connection.VideoSlots > 0,
        });
        return _connections[number];
    }

    /// <summary>Sends nothing any more.</summary>
    public void Mute() => _connections.ForEach(connection => connection.Mute());

    /// <summary>Ends its connections.</summary>
    public void Close() => _connections.ForEach(connection => connection.Close());
}
