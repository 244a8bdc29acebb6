using System.Collections.Immutable;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>
/// One end of what ties two branches of a room; it belongs to its branch's thread. Packets go by a ring each way, all else
/// is posted to the far end.
/// </summary>
internal sealed class BranchLink
{
    private readonly ForwardingRoom _branch;
    private readonly Action _drain;
    private BranchLink _far = null!;

    private BranchLink(ForwardingRoom branch, MirrorRing outgoing, MirrorRing incoming)
    {
        _branch = branch;
        Outgoing = outgoing;
        Incoming = incoming;
        // Made once: a batch of packets is announced by posting it.
        _drain = branch.Core.Prepare(branch, (room, now) => room.Incoming.Drain(this, now));
    }

    /// <summary>What goes to the other branch.</summary>
    public MirrorRing Outgoing { get; }

    /// <summary>What comes from there.</summary>
    public MirrorRing Incoming { get; }

    /// <summary>What is published there, by its number there.</summary>
    public Dictionary<int, MirroredTrack> Tracks { get; } = [];

    /// <summary>Whether packets were written that the other branch has not been told of.</summary>
    public bool IsWritten { get; set; }

    /// <summary>Ties two branches. Any thread may call it; both must have been opened on their shards.</summary>
    public static void Tie(ForwardingRoom one, ForwardingRoom other)
    {
        var (there, back) = (new MirrorRing(), new MirrorRing());
        var near = new BranchLink(one, there, back);
        var far = new BranchLink(other, back, there) { _far = near };
        near._far = far;
        one.Core.Post(one, now => one.Tie(near, now));
        other.Core.Post(other, now => other.Tie(far, now));
    }

    /// <summary>Whether it leads to this branch.</summary>
    public bool LeadsTo(ForwardingRoom branch) => _far._branch == branch;

    /// <summary>Tells the other branch of the packets that were written.</summary>
    public void Signal()
    {
        IsWritten = false;
        if (Outgoing.TrySignal())
            _far._branch.Core.Shard.Post(_far._drain);
    }

    // To where what is published here may be wanted.

    public void Announce(MirrorAnnouncement announced) =>
        Tell((room, far, now) => room.Incoming.Begin(far, announced, now));

    public void End(int publication) => Tell((room, far, now) => room.Incoming.End(far, publication, now));

    public void Report(int publication, int encoding, NtpTime ntp, uint timestamp, Timestamp at) =>
        Tell((room, far, _) => room.Incoming.NoteSenderReport(far, publication, encoding, ntp, timestamp, at));

    public void Rank(ImmutableArray<ParticipantKey> speakers, bool hasSpeaker) =>
        Tell((room, _, now) => room.Incoming.Rank(speakers, hasSpeaker, now));

    // To where it is published.

    public void Want(int publication, uint layers) => Tell((room, far, _) => room.Outgoing.Want(far, publication, layers));

    public void RequestKeyFrame(int publication, int encoding) =>
        Tell((room, _, now) => room.Outgoing.RequestKeyFrame(publication, encoding, now));

    public void Fail(int publication, Exception bug) => Tell((room, _, _) => room.Outgoing.Fail(publication, bug));

    private void Tell(Action<ForwardingRoom, BranchLink, Timestamp> message)
    {
        var far = _far;
        far._branch.Core.Post(far._branch, now => message(far._branch, far, now));
    }
}
