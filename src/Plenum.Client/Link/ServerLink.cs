using System.Threading.Channels;
using Plenum.Client.Signaling;
using Plenum.Protocol;
using Plenum.Rtc.Sdp;
using SessionDescription = Plenum.Rtc.Sdp.SessionDescription;

namespace Plenum.Client.Link;

/// <summary>
/// The one connection to the server's SFU. Whatever changes (the plan, tracks, the connection itself), one loop compares
/// what is with what should be and negotiates the difference, so that no two negotiations meet.
/// </summary>
internal sealed class ServerLink(PlenumClientOptions options, ILinkOwner owner)
{
    private readonly ClientRuntime _runtime = options.Runtime ?? ClientRuntime.Shared;
    private readonly int _fewestSlots = options.Subscribes ? Math.Clamp(options.InitialSlots, 0, 64) : 0;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ServerConnections _connections = new();
    private LinkSections _wanted = LinkSections.Empty;
    private LinkSections _agreed = LinkSections.Empty;
    private NegotiatedSession? _session;
    private string? _connection;
    private LinkPeer? _peer;
    private Backoff _backoff = new();

    /// <summary>Something may have changed. Any thread may call it.</summary>
    public void Note() => _changes.Writer.TryWrite(true);

    /// <summary>What the server shows on which slot. Any thread may call it.</summary>
    public void Note(ServerMessage.Slots slots)
    {
        _connections.Slots = slots;
        Note();
    }

    /// <summary>The server has lost whatever connection there is: a new one is needed. Any thread may call it.</summary>
    public void Replace()
    {
        _connections.NoteLoss(_peer);
        Note();
    }

    /// <summary>The server has lost this connection, if it is still the one. Any thread may call it.</summary>
    public void Replace(string connection)
    {
        _connections.LostName = connection;
        Note();
    }

    /// <summary>Restarts ICE: another way to the server is looked for, while media goes on. Any thread may call it.</summary>
    public void RestartIce()
    {
        _connections.MustRestart = true;
        Note();
    }

    /// <summary>Names the present ICE generation; null without a connection.</summary>
    public string? UserFragment => _session?.LocalCredentials.UserFragment;

    /// <summary>Figures; null without a connection.</summary>
    public Task<ClientStatistics?> DescribeAsync() => _peer?.DescribeAsync() ?? Task.FromResult<ClientStatistics?>(null);

    /// <summary>The offer of a join; null when there is nothing to send or receive. Before <see cref="RunAsync"/>.</summary>
    public PendingOffer? OfferFirst()
    {
        _wanted = _agreed.Fit(owner.Demand, _fewestSlots);
        return _wanted.Sections.IsEmpty ? null : Offer(restartsIce: false);
    }

    /// <summary>The answer to the offer of a join. Before <see cref="RunAsync"/>.</summary>
    public void Complete(PendingOffer offer, MediaAnswer answer) => TryAccept(offer, answer);

    /// <summary>Keeps the connection as it should be, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                _changes.Reader.TryRead(out _);
                await SettleAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Forget();
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_peer is not null && _connections.TakeLoss(_peer, _connection))
        {
            var wasConnected = _connections.IsConnected(_peer);
            Forget();
            if (!wasConnected)
                await TryLaterAsync(null, cancellationToken).ConfigureAwait(false);
        }

        if (_connections.IsConnected(_peer))
            _backoff = new();
        var demand = owner.Demand;
        if (owner.IsOnline && (_session is not null || demand.IsNeeded))
        {
            _wanted = _agreed.Fit(demand, _fewestSlots);
            var mustRestart = _connections.TakeRestart() && _session is not null;
            if (_session is null || mustRestart || _wanted != _agreed)
                await NegotiateAsync(mustRestart, cancellationToken).ConfigureAwait(false);
        }

        BindSlots();
        Activate(demand);
    }

    private async Task NegotiateAsync(bool restartsIce, CancellationToken cancellationToken)
    {
        var offer = Offer(restartsIce);
        var isNew = _connection is null;
        try
        {
            var reply = await owner.RequestAsync(
                id => new Request.Negotiate { Id = id, Offer = offer.Wire }, cancellationToken).ConfigureAwait(false);
            if (reply is not ServerMessage.Negotiated negotiated || !TryAccept(offer, negotiated.Answer))
                await TryLaterAsync(null, cancellationToken).ConfigureAwait(false);
            else if (isNew)
                await owner.RepeatAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PlenumClientException refused)
        {
            if (restartsIce)
                _connections.MustRestart = true;
            await DealWithAsync(refused, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DealWithAsync(PlenumClientException refused, CancellationToken cancellationToken)
    {
        switch (refused.Code)
        {
            case null:
                // The socket is lost; the resume brings us back here.
                break;
            case ErrorCode.ConnectionNotFound:
                Forget();
                Note();
                break;
            case ErrorCode.RateLimited or ErrorCode.Unavailable:
                await TryLaterAsync(refused.RetryAfter, cancellationToken).ConfigureAwait(false);
                break;
            default:
                owner.Tell(new ClientEvent.Problem($"The server does not take the offer: {refused.Message}"));
                Forget();
                await TryLaterAsync(refused.RetryAfter, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task TryLaterAsync(TimeSpan? wait, CancellationToken cancellationToken)
    {
        await Task.Delay(wait ?? _backoff.Next(Random.Shared.NextDouble()), options.Clock, cancellationToken).ConfigureAwait(false);
        Note();
    }

    private PendingOffer Offer(bool restartsIce)
    {
        var transport = new LocalTransport(_runtime.Certificate.Fingerprint, [], IsIceLite: false);
        var offer = Negotiator.Offer(_wanted.Offered, Codecs.Policy, transport, _session, restartsIce, _runtime.Entropy);
        var wire = new MediaOffer
        {
            Sdp = offer.Description.ToString(),
            Tracks = _wanted.Tracks.ToDictionary(pair => pair.Key, pair => pair.Value.Cid),
            Connection = _connection,
        };
        return new(offer, _wanted, wire);
    }

    private bool TryAccept(PendingOffer offer, MediaAnswer answer)
    {
        NegotiatedSession? session = null;
        var isRead = SessionDescription.TryParse(answer.Sdp, out var description, out var problem)
            && Negotiator.TryComplete(offer.Local, Codecs.Policy, description, _session, out session, out problem);
        if (!isRead)
        {
            owner.Tell(new ClientEvent.Problem($"The server's answer cannot be used: {problem}."));
            Forget();
            return false;
        }

        _peer ??= OpenPeer();
        (_session, _agreed, _connection) = (session, offer.Sections, answer.Connection);
        _peer.Apply(new LinkPlan(session!, _agreed.Tracks));
        Note();
        return true;
    }

    private LinkPeer OpenPeer()
    {
        LinkPeer? peer = null;
        peer = new LinkPeer(_runtime, happened => Handle(peer!, happened));
        return peer;
    }

    /// <summary>On the shard's thread.</summary>
    private void Handle(LinkPeer peer, LinkEvent happened)
    {
        switch (happened)
        {
            case LinkEvent.Connected:
                _connections.NoteConnected(peer);
                owner.Tell(new ClientEvent.MediaChanged(true));
                break;
            case LinkEvent.ReachabilityChanged changed:
                _connections.MustRestart |= !changed.IsReachable;
                owner.Tell(new ClientEvent.MediaChanged(changed.IsReachable));
                break;
            case LinkEvent.Closed:
                _connections.NoteLoss(peer);
                owner.Tell(new ClientEvent.MediaChanged(false));
                break;
            case LinkEvent.KeyFrameRequested requested:
                requested.Track.NoteKeyFrameRequest();
                owner.Tell(new ClientEvent.KeyFrameRequested(requested.Track));
                return;
        }

        Note();
    }

    private void BindSlots()
    {
        if (_peer is not { } peer || _connections.Slots is not { } slots || slots.Connection != _connection)
            return;
        var bound = new Dictionary<string, RemoteTrack>();
        foreach (var (mid, publication) in slots.Bound)
        {
            if (owner.FindTrack(publication) is { } track)
            {
                bound[mid] = track;
                track.Link = peer;
            }
        }

        peer.Bind(bound);
    }

    /// <summary>A track is sent while somebody is forwarded it and the connection carries it.</summary>
    private void Activate(LinkDemand demand)
    {
        var carried = _connections.IsConnected(_peer) ? _agreed.Tracks.Values : [];
        foreach (var track in demand.Tracks)
            track.Activate(demand.Wanted.Contains(track.Id) && carried.Contains(track) ? _peer : null);
    }

    private void Forget()
    {
        _peer?.Close();
        foreach (var track in _agreed.Tracks.Values)
            track.Activate(null);
        (_peer, _session, _connection, _agreed) = (null, null, null, LinkSections.Empty);
    }
}
