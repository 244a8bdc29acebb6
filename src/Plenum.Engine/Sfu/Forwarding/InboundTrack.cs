using Plenum.Engine.Sfu.Mirroring;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// A publication as it comes in by a connection. It exists in the room from its first packet on, because only packets
/// tell which of the agreed codecs the client has chosen.
/// </summary>
internal sealed class InboundTrack(SfuConnection connection, PlannedTrack plan, long generation) : PublishedTrack
{
    private static readonly object Superseded = new();

    private readonly InboundStream?[] _streams = new InboundStream?[Layer.MaxSpatial];

    public SfuConnection Connection => connection;

    public PlannedTrack Plan => plan;

    public override PublicationKey Key => plan.Offered.Publication;

    public override ParticipantKey Participant => connection.Participant;

    public override ConnectionKey Sender => connection.Key;

    public override long Generation => generation;

    /// <summary>What the room's branches want of it.</summary>
    public TrackDemand Demand { get; } = new();

    /// <summary>When it was published last; a client that changes its codec without end is not followed.</summary>
    public Timestamp PublishedAt { get; private set; } = Timestamp.Never;

    /// <summary>Whether the payload type was agreed on, though it may be of another codec than the publication's.</summary>
    public bool IsAgreed(byte payloadType) => FormatOf(payloadType) is not null;

    public MediaFormat? FormatOf(byte payloadType)
    {
        foreach (var format in plan.Formats)
        {
            if (format.PayloadType == payloadType)
                return format;
        }

        return null;
    }

    /// <summary>Which encoding a stream is, by rid or source; -1 for one that was not announced.</summary>
    public int EncodingOf(InboundStream stream)
    {
        if (!plan.Rids.IsEmpty)
            return plan.Rids.IndexOf(stream.Rid);
        return plan.Sources.IsEmpty ? 0 : plan.Sources.IndexOf(stream.Ssrc);
    }

    public override void Begin(Publication publication, Timestamp now)
    {
        base.Begin(publication, now);
        PublishedAt = now;
    }

    /// <summary>From now on the stream feeds this encoding; the one that did so before is not listened to any more.</summary>
    public SourceStream? Bind(InboundStream stream, int encoding)
    {
        if (Publication is null || stream.Tag == Superseded)
            return null;
        if (_streams[encoding] is { } before && before != stream)
            before.Tag = Superseded;
        _streams[encoding] = stream;
        var source = Publication.Streams[encoding];
        stream.Tag = source;
        return source;
    }

    /// <summary>The publication is over; streams find their way anew.</summary>
    public override void End()
    {
        base.End();
        Demand.Clear();
        Array.Clear(_streams);
        foreach (var stream in connection.Peer.Peer.InboundStreams)
        {
            if (stream.Section.Mid == plan.Mid)
                stream.Tag = null;
        }
    }

    public override void RequestKeyFrame(int encoding, Timestamp now)
    {
        if (_streams[encoding] is { } stream)
            connection.Peer.Peer.RequestKeyFrame(stream, now);
        connection.Room.Core.KeyFramesRequested++;
    }

    public override void Want(uint layers)
    {
        Demand.NoteOwn(layers);
        connection.Room.TellLayers(this);
    }

    public override void Fail(Exception bug) => connection.Room.Core.Fail(connection, bug);
}
