using System.Diagnostics.Metrics;
using Plenum.Engine.Sfu;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Telemetry;

/// <summary>What is counted, under OpenTelemetry's naming rules.</summary>
internal sealed class PlenumMetrics
{
    private readonly UpDownCounter<int> _rooms;
    private readonly UpDownCounter<int> _participants;
    private readonly UpDownCounter<int> _edges;
    private readonly Counter<long> _edgeReports;
    private readonly UpDownCounter<int> _sockets;
    private readonly Counter<long> _breakdowns;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _resumes;
    private readonly UpDownCounter<int> _httpSessions;
    private readonly Counter<long> _httpRequests;

    public PlenumMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(PlenumTelemetry.Name, PlenumTelemetry.Version);
        _rooms = meter.CreateUpDownCounter<int>("plenum.rooms", "{room}", "Rooms that are open");
        _participants = meter.CreateUpDownCounter<int>("plenum.participants", "{participant}", "Participants in rooms");
        _edges = meter.CreateUpDownCounter<int>("plenum.edges", "{edge}", "Edges of all rooms' plans, by way");
        _edgeReports = meter.CreateCounter<long>("plenum.edges.reports", "{edge}", "What became of edges at their subscribers: of moves, by the way that they went");
        _sockets = meter.CreateUpDownCounter<int>("plenum.signaling.sockets", "{socket}", "Signalling sockets that are open");
        _breakdowns = meter.CreateCounter<long>("plenum.breakdowns", "{breakdown}", "Owners ended by a bug");
        _messages = meter.CreateCounter<long>("plenum.signaling.messages", "{message}", "Messages from clients, by type");
        _errors = meter.CreateCounter<long>("plenum.signaling.errors", "{error}", "Error replies, by code");
        _refusals = meter.CreateCounter<long>("plenum.signaling.refusals", "{socket}", "Sockets refused, by reason");
        _closes = meter.CreateCounter<long>("plenum.signaling.closes", "{socket}", "Sockets closed by the server, by code");
        _httpSessions = meter.CreateUpDownCounter<int>("plenum.http_sessions", "{session}", "WHIP and WHEP sessions, by kind");
        _httpRequests = meter.CreateCounter<long>("plenum.http_sessions.requests", "{request}", "Requests of WHIP and WHEP, by kind, method and status");
        _resumes = meter.CreateCounter<long>("plenum.signaling.resumes", "{resume}", "Sessions taken up again, by kind");
    }

    public void RoomOpened() => _rooms.Add(1);

    public void RoomClosed() => _rooms.Add(-1);

    public void RoomBrokeDown() => _breakdowns.Add(1, new KeyValuePair<string, object?>("plenum.owner", "room"));

    public void MediaBrokeDown(SfuFault fault) => _breakdowns.Add(
        1, new KeyValuePair<string, object?>("plenum.owner", fault.EndsShard ? "shard" : fault.Room is null ? "connection" : "media room"));

    public void SocketBrokeDown() => _breakdowns.Add(1, new KeyValuePair<string, object?>("plenum.owner", "socket"));

    public void ParticipantsChanged(int delta) => _participants.Add(delta);

    public void EdgesChanged(Rooms.EdgeVia via, int delta)
    {
        if (delta != 0)
            _edges.Add(delta, new KeyValuePair<string, object?>("plenum.edge.via", via.ToString()));
    }

    public void EdgeReported(Rooms.EdgeVia via, Rooms.EdgeCondition condition) => _edgeReports.Add(
        1,
        new KeyValuePair<string, object?>("plenum.edge.via", via.ToString()),
        new KeyValuePair<string, object?>("plenum.edge.condition", condition.ToString()));

    public void SocketOpened() => _sockets.Add(1);

    public void SocketGone() => _sockets.Add(-1);

    public void MessageReceived(string type) => _messages.Add(1, new KeyValuePair<string, object?>("plenum.message.type", type));

    public void ErrorSent(ErrorCode code) => _errors.Add(1, new KeyValuePair<string, object?>("error.type", code.ToString()));

    public void SocketRefused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("error.type", reason));

    public void SocketClosed(int code) => _closes.Add(1, new KeyValuePair<string, object?>("plenum.close.code", code));

    public void HttpSessionsChanged(string kind, int delta) =>
        _httpSessions.Add(delta, new KeyValuePair<string, object?>("plenum.session.kind", kind));

    public void HttpSessionRequest(string kind, string method, int status) => _httpRequests.Add(
        1,
        new KeyValuePair<string, object?>("plenum.session.kind", kind),
        new KeyValuePair<string, object?>("http.request.method", method),
        new KeyValuePair<string, object?>("http.response.status_code", status));

    public void Resumed(string kind) => _resumes.Add(1, new KeyValuePair<string, object?>("plenum.resume.kind", kind));
}
