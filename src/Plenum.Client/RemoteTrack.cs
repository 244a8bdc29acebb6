using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Plenum.Client.Link;
using Plenum.Protocol;
using Plenum.Rtc.Rtp;

namespace Plenum.Client;

/// <summary>Somebody's track that is forwarded to this client. Any thread may use it.</summary>
public sealed class RemoteTrack
{
    private const int FramesKept = 256;

    private readonly Channel<EncodedFrame> _frames = Channel.CreateBounded<EncodedFrame>(
        new BoundedChannelOptions(FramesKept) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private volatile LinkPeer? _link;
    private volatile PublicationInfo _info;
    private int _isRead;
    private long _framesDropped;

    internal RemoteTrack(string participant, PublicationInfo info) => (Participant, _info) = (participant, info);

    /// <summary>The publication's id.</summary>
    public string Id => _info.Id;

    /// <summary>The id of who publishes it.</summary>
    public string Participant { get; }

    /// <summary>Sound or pictures.</summary>
    public TrackKind Kind => _info.Kind;

    /// <summary>Where it comes from.</summary>
    public TrackSource Source => _info.Source;

    /// <summary>Whether its publisher sends silence or black on purpose.</summary>
    public bool IsMuted => _info.Muted;

    /// <summary>What the room says of it now.</summary>
    public PublicationInfo Info
    {
        get => _info;
        internal set => _info = value;
    }

    /// <summary>Frames thrown away because they were not read in time: <see cref="ReadFramesAsync"/> keeps 256.</summary>
    public long FramesDropped => Interlocked.Read(ref _framesDropped);

    /// <summary>Takes each RTP packet on the media thread; see <see cref="RtpPacketHandler"/>. For those who count or record.</summary>
    public RtpPacketHandler? PacketReceived { get; set; }

    internal LinkPeer? Link
    {
        set => _link = value;
    }

    internal bool IsRead => Volatile.Read(ref _isRead) != 0;

    /// <summary>
    /// Reads the track's frames as they come: put into order, put together, whole ones only. Sound in Opus, pictures in
    /// VP8 and H.264; tracks in VP9 and AV1 have packets alone. Begins with a key frame, which is asked for.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The frames, until the track is no longer forwarded.</returns>
    /// <exception cref="InvalidOperationException">The track is being read: it has one reader at a time.</exception>
    public async IAsyncEnumerable<EncodedFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
            throw new InvalidOperationException("The track is being read.");
        try
        {
            if (Kind == TrackKind.Video)
                RequestKeyFrame();
            var isStarted = false;
            await foreach (var frame in _frames.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                isStarted |= frame.IsKeyFrame;
                if (isStarted)
                    yield return frame;
            }
        }
        finally
        {
            StopReading();
        }
    }

    /// <summary>Asks for a key frame, at most every 300 ms; for pictures.</summary>
    public void RequestKeyFrame() => _link?.RequestKeyFrame(this);

    /// <summary>A packet came. On the media thread.</summary>
    internal void Take(in RtpPacket packet) => PacketReceived?.Invoke(this, packet);

    /// <summary>A frame is whole. On the media thread.</summary>
    internal void Take(EncodedFrame frame)
    {
        if (!_frames.Writer.TryWrite(frame))
            Interlocked.Increment(ref _framesDropped);
    }

    /// <summary>What is left is not for the next reader, who wants what comes then.</summary>
    private void StopReading()
    {
        while (_frames.Reader.TryRead(out _))
        {
        }

        Volatile.Write(ref _isRead, 0);
    }

    /// <summary>It is no longer forwarded.</summary>
    internal void End() => _frames.Writer.TryComplete();
}
