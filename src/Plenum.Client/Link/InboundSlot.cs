using Plenum.Rtc;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Client.Link;

/// <summary>A receive slot: packets in, to whatever track the server shows on it. Belongs to the shard's thread.</summary>
internal sealed class InboundSlot(string mid)
{
    private FrameReader? _reader;
    private bool _hasMissed;

    public string Mid => mid;

    /// <summary>What the server sends in this section, once a packet has come.</summary>
    public InboundStream? Stream { get; set; }

    public RemoteTrack? Track { get; private set; }

    /// <summary>Shows another track, or none.</summary>
    /// <returns>Whether pictures of it came before it was known whose they are.</returns>
    public bool Bind(RemoteTrack? track)
    {
        if (Track == track)
            return false;
        Track = track;
        _reader = null;
        if (track is null)
            return _hasMissed = false;
        var hasMissed = _hasMissed && track.Kind == Protocol.TrackKind.Video;
        _hasMissed = false;
        return hasMissed;
    }

    public void Receive(in RtpPacket packet, InboundFormat format, Timestamp now)
    {
        if (Track is not { } track)
        {
            _hasMissed = true;
            return;
        }

        track.Take(packet);
        if (track.IsRead)
            (_reader ??= new FrameReader(track)).Receive(packet, format, now);
    }
}
