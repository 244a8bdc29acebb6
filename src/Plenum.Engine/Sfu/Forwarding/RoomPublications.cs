using Plenum.Engine.Sfu.Mirroring;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// What is published in a branch: when it begins, which of several senders has it, and when it ends. The others hear of
/// what comes by connections of this one.
/// </summary>
internal sealed class RoomPublications(ForwardingRoom room)
{
    /// <summary>A client that changes its codec more often than this is not followed.</summary>
    private static readonly TimeSpan LeastCodecRest = TimeSpan.FromSeconds(1);

    private int _last;

    /// <summary>Makes a connection's tracks those that were agreed on.</summary>
    public void Change(SfuConnection connection, ConnectionPlan plan, Timestamp now)
    {
        foreach (var (mid, track) in connection.Tracks.ToList())
        {
            if (!plan.Tracks.Any(planned => planned.Mid == mid && planned.IsSame(track.Plan)))
                EndTrack(track, now);
        }

        var generation = plan.FirstGeneration;
        foreach (var planned in plan.Tracks)
        {
            if (!connection.Tracks.ContainsKey(planned.Mid))
                connection.Tracks.Add(planned.Mid, new InboundTrack(connection, planned, generation));
            generation++;
        }
    }

    public void EndTrack(InboundTrack track, Timestamp now)
    {
        Stop(track, now);
        track.Connection.Tracks.Remove(track.Plan.Mid);
    }

    /// <summary>The stream that a new source belongs to; null for one that belongs to no publication.</summary>
    public SourceStream? FindSource(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        if (connection.TrackOf(packet.Stream) is not { } track
            || track.EncodingOf(packet.Stream) is var encoding && encoding < 0
            || (track.Publication is null && !TryPublish(track, packet.Packet.Header.PayloadType, now)))
        {
            return null;
        }

        return track.Bind(packet.Stream, encoding);
    }

    /// <summary>The client has changed its codec within what was agreed: the publication begins anew.</summary>
    public void FollowCodec(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        var payloadType = packet.Packet.Header.PayloadType;
        if (connection.TrackOf(packet.Stream) is not { Publication: not null } track
            || !track.IsAgreed(payloadType) || now - track.PublishedAt < LeastCodecRest)
        {
            return;
        }

        Stop(track, now);
        TryPublish(track, payloadType, now);
    }

    /// <summary>A publication begins, if nobody has it who asked for it later.</summary>
    public bool TryBegin(PublishedTrack track, PublicationOptions options, Timestamp now)
    {
        var before = room.Tracks.Find(track.Key);
        if (before is not null && before.Generation > track.Generation)
            return false;
        // In another section of the same connection (its client changes the codec) it goes on until its section ends:
        // slots are fed from it until the new one's key frame.
        if (before is not null && before.Sender != track.Sender)
            Stop(before, now);
        var id = new PublicationId(++_last);
        if (room.Media.Handle(new MediaCommand.Publish(id, options), now) != MediaRefusal.None)
            return false;
        track.Begin(room.Media.Find(id)!, now);
        room.Tracks.Add(track);
        room.NoteRanking(now);
        ApplyWhereWanted(track.Key, now);
        return true;
    }

    /// <summary>A publication is over, unless its track begins it anew.</summary>
    public void Stop(PublishedTrack track, Timestamp now)
    {
        if (track.Publication is not { } publication)
            return;
        if (track is InboundTrack own)
            room.Outgoing.End(own);
        else if (track is MirroredTrack mirrored)
            room.Incoming.Forget(mirrored);
        room.Tracks.Remove(track);
        track.End();
        room.Media.Handle(new MediaCommand.Unpublish(publication.Id), now);
        room.NoteRanking(now);
    }

    private bool TryPublish(InboundTrack track, byte payloadType, Timestamp now)
    {
        if (track.FormatOf(payloadType) is not { } format)
            return false;
        var participant = room.Participants.Find(track.Participant);
        var options = TrackAnnouncement.OptionsOf(track.Plan, format, participant, track.Connection.Extensions);
        if (!TryBegin(track, options, now))
            return false;
        room.Tell(new SfuEvent.Flowing(track.Key));
        room.Outgoing.Announce(track);
        return true;
    }

    private void ApplyWhereWanted(PublicationKey publication, Timestamp now)
    {
        foreach (var connection in room.Connections.Values)
        {
            foreach (var line in connection.Lines.Values)
            {
                if (line.Wanted == publication)
                    room.Lines.Apply(line, now);
            }
        }
    }
}
