using System.Collections.Immutable;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>
/// What a branch is given by the room's others: publications as if they had been received here, so that all that is
/// decided of them for a receiver is decided as ever.
/// </summary>
internal sealed class IncomingMirrors(ForwardingRoom room)
{
    private ImmutableArray<ParticipantKey> _speakers = [];
    private bool _hasSpeaker;

    /// <summary>Another branch has something to give. Nothing comes of it before it is asked for.</summary>
    public void Begin(BranchLink link, MirrorAnnouncement announced, Timestamp now)
    {
        var track = new MirroredTrack(link, announced);
        var options = announced.Options with
        {
            Participant = room.Participants.Take(announced.Participant),
            IsMirrored = true,
        };
        if (room.Publications.TryBegin(track, options, now))
            link.Tracks.Add(announced.Number, track);
        else
            room.Participants.Release(announced.Participant);
    }

    /// <summary>It has it no more.</summary>
    public void End(BranchLink link, int publication, Timestamp now)
    {
        if (link.Tracks.TryGetValue(publication, out var track))
            room.Publications.Stop(track, now);
    }

    /// <summary>All that comes from a branch is over.</summary>
    public void End(BranchLink link, Timestamp now)
    {
        foreach (var track in link.Tracks.Values.ToList())
            room.Publications.Stop(track, now);
    }

    /// <summary>The publication of a track is over, whoever has ended it.</summary>
    public void Forget(MirroredTrack track)
    {
        track.Link.Tracks.Remove(track.Number);
        room.Participants.Release(track.Participant);
    }

    /// <summary>Takes what the other branch has written.</summary>
    public void Drain(BranchLink link, Timestamp now)
    {
        var end = link.Incoming.BeginRead();
        while (link.Incoming.TryRead(end, out var packet, out var bytes))
        {
            // It may have ended meanwhile.
            if (link.Tracks.TryGetValue(packet.Publication, out var track))
                Take(track, packet, bytes, now);
        }
    }

    public void NoteSenderReport(
        BranchLink link, int publication, int encoding, NtpTime ntp, uint timestamp, Timestamp at)
    {
        if (link.Tracks.TryGetValue(publication, out var track))
            room.NoteSenderReport(track.Publication!.Streams[encoding], ntp, timestamp, at);
    }

    /// <summary>The home branch says who had the floor last.</summary>
    public void Rank(ImmutableArray<ParticipantKey> speakers, bool hasSpeaker, Timestamp now)
    {
        (_speakers, _hasSpeaker) = (speakers, hasSpeaker);
        Rank(now);
    }

    /// <summary>What is published has changed: who is known here now has the place that was said.</summary>
    public void Rank(Timestamp now)
    {
        var known = _speakers.Where(room.Participants.Has).Select(room.Participants.Find).ToList();
        var hasSpeaker = _hasSpeaker && room.Participants.Has(_speakers[0]);
        room.Media.SetRanking(known, hasSpeaker ? known[0] : null, now);
    }

    private void Take(MirroredTrack track, in MirroredPacket packet, ReadOnlySpan<byte> bytes, Timestamp now)
    {
        try
        {
            // It was read where it came in.
            if (RtpPacket.TryParse(bytes, out var rtp))
                room.Receive(track.Publication!.Streams[packet.Encoding], rtp, packet.Begins, now);
        }
        catch (Exception bug)
        {
            track.Fail(bug);
        }
    }
}
