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
internal sealed class PlenumSession(LoadConnection connection)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _needed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SignalingSocket? _socket;
    private volatile string _participant = "";
    private volatile bool _isLeaving;

    /// <summary>Opens the socket.</summary>
    public async Task OpenAsync(Uri address, HttpMessageInvoker invoker, CancellationToken cancellationToken) =>
        _socket = await SignalingSocket.OpenAsync(address, invoker, Handle, _ => { }, cancellationToken).ConfigureAwait(false);

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

    private static IEnumerable<PublicationSpec> Publications(ParticipantPlan plan)
    {
        if (plan.SendsAudio)
            yield return new() { Cid = ConnectionPlan.Microphone, Source = TrackSource.Microphone, Muted = false };
        if (plan.SendsVideo)
            yield return new() { Cid = ConnectionPlan.Camera, Source = TrackSource.Camera, Muted = false, Width = 640, Height = 360 };
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
                break;
            case ServerMessage.Event { Body: RoomEvent.PlanChanged changed } when changed.Added.Any(IsMine):
                _needed.TrySetResult();
                break;
        }
    }

    private bool IsMine(EdgeInfo edge) =>
        edge.Via == EdgeVia.Forward && (edge.Publisher == _participant || edge.Subscriber == _participant);
}
