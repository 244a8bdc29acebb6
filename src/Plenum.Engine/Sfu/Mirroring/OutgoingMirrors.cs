using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>What a branch gives to the room's others: of what its connections publish, the streams that somebody there wants.</summary>
internal sealed class OutgoingMirrors(ForwardingRoom room)
{
    private readonly List<BranchLink> _links = [];

    private IEnumerable<InboundTrack> Tracks => room.Tracks.Kept.OfType<InboundTrack>();

    /// <summary>There is another branch: it hears of all that is published here.</summary>
    public void Add(BranchLink link)
    {
        _links.Add(link);
        foreach (var track in Tracks)
            link.Announce(Describe(track));
    }

    /// <summary>A branch is gone, and with it what it wanted.</summary>
    /// <returns>What led there.</returns>
    public BranchLink? Remove(ForwardingRoom branch)
    {
        if (_links.Find(known => known.LeadsTo(branch)) is not { } link)
            return null;
        _links.Remove(link);
        foreach (var track in Tracks)
        {
            track.Demand.Forget(link);
            room.TellLayers(track);
        }

        return link;
    }

    public void Announce(InboundTrack track)
    {
        if (_links.Count == 0)
            return;
        var announced = Describe(track);
        foreach (var link in _links)
            link.Announce(announced);
    }

    /// <summary>A publication is about to end.</summary>
    public void End(InboundTrack track)
    {
        foreach (var link in _links)
            link.End(track.Publication!.Id.Value);
    }

    /// <summary>Gives a packet that was received to the branches that want its stream.</summary>
    public void Copy(SourceStream stream, ReadOnlySpan<byte> packet, Timestamp now)
    {
        if (_links.Count == 0 || Find(stream.Publication.Id.Value) is not { } track)
            return;
        foreach (var mirror in track.Demand.Mirrors)
        {
            if (!mirror.Takes(stream))
                continue;
            if (mirror.TryCopy(stream, packet))
                room.Core.NoteWritten(mirror.Link);
            else
                NoteFull(stream, now);
        }
    }

    /// <summary>Tells of a publisher's sender report.</summary>
    public void Report(SourceStream stream, NtpTime ntp, uint timestamp, Timestamp now)
    {
        foreach (var link in _links)
            link.Report(stream.Publication.Id.Value, stream.Encoding, ntp, timestamp, now);
    }

    /// <summary>Tells who had the floor last: one branch decides for all, so that all show the same.</summary>
    public void Rank()
    {
        if (_links.Count == 0)
            return;
        var speakers = room.Media.Ranking.Select(room.Participants.Find).OfType<ParticipantKey>();
        foreach (var link in _links)
            link.Rank([.. speakers], room.Media.Speaker is not null);
    }

    /// <summary>Another branch wants these layers of a publication.</summary>
    public void Want(BranchLink link, int publication, uint layers)
    {
        if (!_links.Contains(link) || Find(publication) is not { } track)
            return;
        track.Demand.Note(link, layers);
        room.TellLayers(track);
    }

    public void RequestKeyFrame(int publication, int encoding, Timestamp now)
    {
        if (Find(publication) is { Publication: { } flowing })
            room.Media.RequestKeyFrame(flowing.Streams[encoding], now);
    }

    public void Fail(int publication, Exception bug) => Find(publication)?.Fail(bug);

    private InboundTrack? Find(int publication) => room.Tracks.Find(new PublicationId(publication)) as InboundTrack;

    private void NoteFull(SourceStream stream, Timestamp now)
    {
        room.Media.Drops.Count(DropReason.MirrorFull);
        // There is no repair for it on the way, and a picture refers to the one before.
        if (stream.Publication.IsVideo)
            room.Media.RequestKeyFrame(stream, now);
    }

    private static MirrorAnnouncement Describe(InboundTrack track)
    {
        var publication = track.Publication!;
        // The connection's own changes with each offer, on this thread.
        var options = publication.Options with { Extensions = publication.Options.Extensions.Copy() };
        return new(publication.Id.Value, track.Key, track.Participant, track.Sender, track.Generation, options);
    }
}
