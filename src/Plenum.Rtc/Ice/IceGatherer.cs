using Plenum.Rtc.Ice.Turn;
using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>Learns the reflexive and relayed addresses of one base (RFC 8445, section 5.1.1).</summary>
internal sealed class IceGatherer
{
    private readonly Dictionary<StunTransactionId, Question> _questions = [];
    private readonly List<TurnAllocation> _allocations = [];
    private readonly List<TurnAllocation> _ready = [];
    private readonly List<Question> _due = [];
    private readonly TransportAddress _base;
    private readonly IDatagramSink _sink;

    public IceGatherer(
        TransportAddress localBase, IceAgentOptions options, IEntropy entropy, IDatagramSink sink, Timestamp now)
    {
        _base = localBase;
        _sink = sink;
        foreach (var server in options.StunServers)
        {
            if (server.IsIPv4 == localBase.IsIPv4)
                Ask(server, entropy, now);
        }

        foreach (var server in options.TurnServers)
        {
            if (server.Address.IsIPv4 == localBase.IsIPv4)
                _allocations.Add(new TurnAllocation(server, localBase, entropy, sink, now));
        }
    }

    public IReadOnlyList<TurnAllocation> Allocations => _allocations;

    public bool IsComplete =>
        _questions.Count == 0 && !_allocations.Exists(relay => relay.State == TurnAllocationState.Allocating);

    public Timestamp NextDeadline
    {
        get
        {
            var next = Timestamp.Never;
            foreach (var question in _questions.Values)
                next = Timestamp.Min(next, question.Retransmission.Due);
            foreach (var allocation in _allocations)
                next = Timestamp.Min(next, allocation.NextDeadline);
            return next;
        }
    }

    /// <summary>Takes an answer of a STUN or TURN server. False when it is none to this base.</summary>
    public bool TryReceive(
        ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now, out GatheredAddress? found, out DropReason drop)
    {
        found = null;
        drop = DropReason.None;
        if (path.Local != _base)
            return false;
        if (_allocations.Find(relay => relay.ServerPath == path) is { } allocation)
        {
            drop = allocation.Receive(datagram, now);
            if (allocation.State == TurnAllocationState.Allocated && !_ready.Contains(allocation))
            {
                _ready.Add(allocation);
                found = new GatheredAddress(allocation.Relayed, allocation.Mapped, path.Remote, allocation);
            }

            // A server that is both answers questions of both kinds on one path.
            return drop != DropReason.StunUnknownTransaction || TryReceiveMapped(datagram, path, ref found, ref drop);
        }

        return TryReceiveMapped(datagram, path, ref found, ref drop);
    }

    public void Tick(Timestamp now)
    {
        _due.Clear();
        foreach (var question in _questions.Values)
        {
            if (question.Retransmission.Due <= now)
                _due.Add(question);
        }

        foreach (var question in _due)
        {
            if (question.Retransmission.TryRepeat(now))
                _sink.Send(question.Bytes, new TransportPath(_base, question.Server));
            else
                _questions.Remove(question.Transaction);
        }

        foreach (var allocation in _allocations)
        {
            if (allocation.NextDeadline <= now)
                allocation.Tick(now);
        }
    }

    public void Close()
    {
        _questions.Clear();
        foreach (var allocation in _allocations)
            allocation.Close();
    }

    private void Ask(TransportAddress server, IEntropy entropy, Timestamp now)
    {
        var transaction = StunTransactionId.Create(entropy);
        var writer = new StunWriter(
            stackalloc byte[IceResponses.MaxLength], StunClass.Request, StunMethod.Binding, transaction);
        writer.AddFingerprint();
        var question = new Question(transaction, server, writer.Message.ToArray())
        {
            Retransmission = StunRetransmission.ForServer(now),
        };
        _questions.Add(transaction, question);
        _sink.Send(question.Bytes, new TransportPath(_base, server));
    }

    private bool TryReceiveMapped(
        ReadOnlySpan<byte> datagram, TransportPath path, ref GatheredAddress? found, ref DropReason drop)
    {
        if (!StunMessage.TryParse(datagram, out var message, out _)
            || !_questions.TryGetValue(message.TransactionId, out var question) || question.Server != path.Remote)
        {
            return false;
        }

        _questions.Remove(question.Transaction);
        drop = DropReason.None;
        if (message.Class == StunClass.Success
            && (message.TryGetAddress(StunAttributeType.XorMappedAddress, out var mapped)
                || message.TryGetAddress(StunAttributeType.MappedAddress, out mapped)))
        {
            found = new GatheredAddress(mapped, _base, path.Remote, null);
        }

        return true;
    }

    private sealed class Question(StunTransactionId transaction, TransportAddress server, byte[] bytes)
    {
        public StunTransactionId Transaction => transaction;

        public TransportAddress Server => server;

        public byte[] Bytes => bytes;

        // A field: a mutable struct that counts.
        public StunRetransmission Retransmission;
    }
}
