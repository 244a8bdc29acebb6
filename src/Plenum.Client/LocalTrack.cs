using Plenum.Client.Link;
using Plenum.Protocol;
using Plenum.Rtc.Rtp;

namespace Plenum.Client;

/// <summary>A track that this client publishes. Any thread may use it; frames of one track are sent by one at a time.</summary>
public sealed class LocalTrack : IAsyncDisposable
{
    private readonly PlenumClient _client;
    private readonly Lock _lock = new();
    private TaskCompletionSource _active = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LinkPeer? _link;
    private volatile string _participant = "";
    private volatile bool _isMuted;
    private int _needsKeyFrame = 1;

    internal LocalTrack(PlenumClient client, TrackOptions options, string cid)
    {
        (_client, Options, Cid, _isMuted) = (client, options, cid, options.Muted);
    }

    /// <summary>Its id among this client's tracks.</summary>
    public string Cid { get; }

    /// <summary>The publication's id; it changes if the client has to join anew.</summary>
    public string Id => $"{_participant}.{Cid}";

    /// <summary>Where it comes from.</summary>
    public TrackSource Source => Options.Source;

    /// <summary>How its frames are encoded.</summary>
    public MediaCodec Codec => Options.Codec;

    /// <summary>Whether it is muted, by its publisher or by a host; nothing is sent then.</summary>
    public bool IsMuted
    {
        get => _isMuted;
        internal set => _isMuted = value;
    }

    /// <summary>Whether the server wants it, somebody being there to see or hear it. Else frames are dropped.</summary>
    public bool IsActive => _link is not null;

    internal TrackOptions Options { get; }

    internal PublicationSpec Spec => new()
    {
        Cid = Cid,
        Source = Source,
        Muted = IsMuted,
        Width = Options.Width,
        Height = Options.Height,
    };

    /// <summary>Waits until <see cref="IsActive"/>.</summary>
    public Task WaitUntilActiveAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _active.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Sends an encoded frame at once: an Opus packet, a VP8 frame, or an H.264 access unit with start codes. Frames are
    /// not paced: send each when it is due.
    /// </summary>
    /// <param name="frame">The frame, at most 4 MiB; of Opus at most 1100 bytes. It is copied.</param>
    /// <param name="timestamp">When it belongs, 48,000 a second for Opus, 90,000 for pictures; it begins anywhere.</param>
    /// <param name="level">How loud a frame of sound is; without it the server cannot tell who speaks.</param>
    /// <returns>Whether it goes out: false while nobody wants it or it is muted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The frame is empty or too long.</exception>
    /// <exception cref="NotSupportedException">The codec is VP9 or AV1: send packets.</exception>
    public bool SendFrame(ReadOnlySpan<byte> frame, uint timestamp, AudioLevel? level = null)
    {
        // A packet of sound is not cut up, and must fit into a datagram.
        var longest = Codec == MediaCodec.Opus ? OutboundSection.MaxPayload : Rtc.Codecs.FrameAssembler.MaximumFrame;
        ArgumentOutOfRangeException.ThrowIfZero(frame.Length, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, longest, nameof(frame));
        if (Codec is MediaCodec.Vp9 or MediaCodec.Av1)
            throw new NotSupportedException($"Frames of {Codec} are not cut into packets here: use {nameof(SendPacket)}.");
        return TrySend(out var link)
            && Send(link, new OutgoingMedia(frame) { Timestamp = timestamp, Level = level });
    }

    /// <summary>
    /// Sends an RTP packet at once. Sequence number, timestamp, marker and payload are kept; source, payload type and
    /// header extensions are those of the connection. Give a track either packets or frames, not both.
    /// </summary>
    /// <param name="packet">The packet, whose payload is at most 1100 bytes. It is copied.</param>
    /// <param name="level">How loud a packet of sound is; without it the server cannot tell who speaks.</param>
    /// <returns>Whether it goes out: false while nobody wants it or it is muted.</returns>
    /// <exception cref="ArgumentException">It is no RTP packet, or too long.</exception>
    public bool SendPacket(ReadOnlySpan<byte> packet, AudioLevel? level = null)
    {
        if (!RtpPacket.TryParse(packet, out var parsed) || parsed.Payload.Length > OutboundSection.MaxPayload)
            throw new ArgumentException("This is no RTP packet, or too long.", nameof(packet));
        return TrySend(out var link) && Send(link, new OutgoingMedia(packet) { IsPacket = true, Level = level });
    }

    /// <summary>
    /// Whether the next frame should be a key frame: the server asked for one, or the track has just become active. True
    /// once for each time; ask before encoding a frame.
    /// </summary>
    public bool TakeKeyFrameRequest() => Interlocked.Exchange(ref _needsKeyFrame, 0) != 0;

    /// <summary>Mutes or unmutes it.</summary>
    /// <exception cref="PlenumClientException">The server refuses or is not reached; nothing has changed.</exception>
    public async Task SetMutedAsync(bool muted, CancellationToken cancellationToken = default)
    {
        await _client.RequestAsync(
            id => new Request.UpdatePublication { Id = id, Cid = Cid, Muted = muted }, cancellationToken).ConfigureAwait(false);
        IsMuted = muted;
        if (!muted)
            NoteKeyFrameRequest();
    }

    /// <summary>Takes it back. Nothing is sent from now on, whether or not the server can be told.</summary>
    public async ValueTask DisposeAsync() => await _client.UnpublishAsync(this).ConfigureAwait(false);

    internal void Join(string participant) => _participant = participant;

    internal void NoteKeyFrameRequest() => Interlocked.Exchange(ref _needsKeyFrame, 1);

    /// <summary>Sends by a connection from now on, or not at all.</summary>
    internal void Activate(LinkPeer? link)
    {
        lock (_lock)
        {
            if (_link == link)
                return;
            _link = link;
            if (link is null)
            {
                _active = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return;
            }

            NoteKeyFrameRequest();
            _active.TrySetResult();
        }
    }

    private bool TrySend([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LinkPeer? link)
    {
        link = _link;
        return link is not null && !IsMuted;
    }

    private bool Send(LinkPeer link, OutgoingMedia media)
    {
        link.Send(this, media);
        return true;
    }
}
