using Plenum.Client;
using Plenum.Client.Signaling;
using Plenum.LoadTest.Media;
using Plenum.LoadTest.Plan;
using Plenum.Protocol;

namespace Plenum.LoadTest.Targets;

/// <summary>
/// A participant's signalling. Its media connects with the join, or, where the plan does not need it yet (nobody is there
/// to watch), as soon as it does.
/// </summary>
internal sealed class PlenumSession(LoadConnection connection, Tile? tile)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(20);

    /// <summary>A layout changes once, not with each of those who come.</summary>
    private static readonly TimeSpan LayoutRest = TimeSpan.FromMilliseconds(300);

    private const int Head = 96;

    private readonly TaskCompletionSource _needed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _shown = [];
    private SignalingSocket? _socket;
    private volatile string _participant = "";
    private volatile bool _isLeaving;
    private bool _isLayingOut;

    /// <summary>Opens the socket.</summary>
    public async Task OpenAsync(Uri address, HttpMessageInvoker invoker, CancellationToken cancellationToken) =>
        _socket = await SignalingSocket.OpenAsync(address, invoker, Handle, _ => { }, IsOfNoInterest, cancellationToken).ConfigureAwait(false);

    /// <summary>Joins; until media is connected, if it is needed.</summary>
    /// <exception cref="LoadTestException">The server refuses.</exception>
    public async Task JoinAsync(ParticipantPlan plan, string? token, CancellationToken cancellationToken)
    {
        var reply = await _socket!.RequestAsync(id => Join(id, plan, token), cancellationToken).ConfigureAwait(false);
        switch (reply)
        {
            case ServerMessage.Welcome { Answer: { } answer }:
                await connection.StartAsync(answer.Sdp, cancellationToken).ConfigureAwait(false);
                break;
            case ServerMessage.Welcome:
                _ = ConnectLaterAsync();
                break;
            case ServerMessage.Error error:
                throw new LoadTestException($"signalling: {error.Code}")
                {
                    RetryAfter = error.RetryAfterMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
                };
            default:
                throw new LoadTestException($"signalling: {reply.GetType().Name}");
        }

        _ = NoteEndAsync(_socket);
    }

    /// <summary>Leaves the room.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        _needed.TrySetCanceled(CancellationToken.None);
        if (_socket is not { } socket)
            return;
        try
        {
            await socket.RequestAsync(id => new Request.Leave { Id = id }, cancellationToken).ConfigureAwait(false);
            // The server closes, as it has said it would; a browser waits for that, too.
            await socket.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PlenumClientException)
        {
            // The server finds out by itself.
        }
        finally
        {
            await socket.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Request.Join Join(long id, ParticipantPlan plan, string? token) => new()
    {
        Id = id,
        Room = plan.Room,
        Token = token,
        Name = plan.Id,
        Publications = [.. Publications(plan)],
        Offer = Offer(),
        Reach = Reach.Forward,
    };

    private IEnumerable<PublicationSpec> Publications(ParticipantPlan plan)
    {
        if (plan.SendsAudio)
            yield return new() { Cid = ConnectionPlan.Microphone, Source = TrackSource.Microphone, Muted = false };
        if (plan.SendsVideo)
            yield return new() { Cid = ConnectionPlan.Camera, Source = TrackSource.Camera, Muted = false, Width = connection.IsSimulcast ? 1280 : 640, Height = connection.IsSimulcast ? 720 : 360 };
    }

    private MediaOffer Offer()
    {
        var tracks = new Dictionary<string, string>();
        if (connection.Plan.SendsVideo)
            tracks[ConnectionPlan.Camera] = ConnectionPlan.Camera;
        if (connection.Plan.SendsAudio)
            tracks[ConnectionPlan.Microphone] = ConnectionPlan.Microphone;
        return new() { Sdp = connection.Offer, Tracks = tracks };
    }

    /// <summary>
    /// Who else comes and goes: where many do, to read all of it would cost the test more than its joins. It is an event, so its
    /// type stands within the message, not at its start.
    /// </summary>
    private static bool IsOfNoInterest(ReadOnlySpan<byte> message) =>
        message[..Math.Min(message.Length, Head)].IndexOf("{\"type\":\"participant"u8) > 0;

    private async Task ConnectLaterAsync()
    {
        try
        {
            await _needed.Task.ConfigureAwait(false);
            using var patience = new CancellationTokenSource(ConnectPatience);
            var offer = Offer();
            var reply = await _socket!.RequestAsync(
                id => new Request.Negotiate { Id = id, Offer = offer }, patience.Token).ConfigureAwait(false);
            if (reply is not ServerMessage.Negotiated negotiated)
                throw new LoadTestException($"signalling: {(reply as ServerMessage.Error)?.Code.ToString() ?? reply.GetType().Name}");
            await connection.StartAsync(negotiated.Answer.Sdp, patience.Token).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is LoadTestException or PlenumClientException or OperationCanceledException)
        {
            if (!_isLeaving)
                connection.Abandon(refused.Message);
        }
    }

    private async Task NoteEndAsync(SignalingSocket socket)
    {
        var code = await socket.Ended.ConfigureAwait(false);
        if (!_isLeaving)
            connection.Abandon($"signalling closed: {code?.ToString() ?? "lost"}");
    }

    private void Handle(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Welcome welcome:
                _participant = welcome.Participant;
                Show(welcome.Snapshot.Edges);
                break;
            case ServerMessage.LayersWanted wanted when wanted.Cid == ConnectionPlan.Camera && connection.IsSimulcast:
                connection.SetLayers([.. wanted.Layers]);
                break;
            case ServerMessage.Event { Body: RoomEvent.PlanChanged changed }:
                if (changed.Added.Any(IsMine))
                    _needed.TrySetResult();
                Show(changed.Added);
                break;
        }
    }

    /// <summary>Tells how large pictures are shown.</summary>
    private void Show(IEnumerable<EdgeInfo> edges)
    {
        if (tile is null)
            return;
        lock (_shown)
        {
            foreach (var edge in edges.Where(edge => edge.Subscriber == _participant && edge.Publication.EndsWith($".{ConnectionPlan.Camera}", StringComparison.Ordinal)))
                _shown.Add(edge.Publication);
            if (_isLayingOut || _shown.Count == 0)
                return;
            _isLayingOut = true;
        }

        _ = LayOutAsync(tile);
    }

    private async Task LayOutAsync(Tile size)
    {
        await Task.Delay(LayoutRest).ConfigureAwait(false);
        List<Viewport> tiles;
        lock (_shown)
        {
            _isLayingOut = false;
            tiles = [.. _shown.Select(publication => new Viewport { Publication = publication, Width = size.Width, Height = size.Height, Visible = true })];
        }

        try
        {
            await _socket!.RequestAsync(id => new Request.Viewports { Id = id, Tiles = tiles }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PlenumClientException)
        {
            // The socket has ended, which is told elsewhere.
        }
    }

    private bool IsMine(EdgeInfo edge) =>
        edge.Via == EdgeVia.Forward && (edge.Publisher == _participant || edge.Subscriber == _participant);
}
