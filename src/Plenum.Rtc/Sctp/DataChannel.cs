namespace Plenum.Rtc.Sctp;

/// <summary>One data channel (RFC 8831). Its <see cref="DataTransport"/> does the work.</summary>
public sealed class DataChannel
{
    private readonly SctpAssociation _association;

    internal DataChannel(SctpAssociation association, ushort id, DataChannelOptions options)
    {
        _association = association;
        Id = id;
        Label = options.Label;
        Protocol = options.Protocol;
        IsOrdered = options.IsOrdered;
        Reliability = options.Reliability;
        IsNegotiated = options.NegotiatedId is not null;
    }

    /// <summary>The stream, the same both ways.</summary>
    public ushort Id { get; }

    /// <summary>The name given by who opened it.</summary>
    public string Label { get; }

    /// <summary>The subprotocol given by who opened it.</summary>
    public string Protocol { get; }

    /// <summary>Whether messages arrive in the order in which they were sent.</summary>
    public bool IsOrdered { get; }

    /// <summary>How long a message is tried.</summary>
    public Reliability Reliability { get; }

    /// <summary>Whether the id was agreed on elsewhere.</summary>
    public bool IsNegotiated { get; }

    /// <summary>Where it stands.</summary>
    public DataChannelState State { get; internal set; }

    /// <summary>Bytes handed over and not yet sent once.</summary>
    public int BufferedAmount => _association.BufferedOf(Id);

    /// <summary><see cref="IDataSink.BufferedAmountLow"/> comes when no more than this waits any longer.</summary>
    public int BufferedAmountLowThreshold { get; set; }

    /// <summary>Until the other side confirmed the channel, all messages must be ordered (RFC 8832, section 6).</summary>
    internal bool IsConfirmed { get; set; }

    internal bool IsOutgoingReset { get; set; }

    internal bool IsIncomingReset { get; set; }

    internal bool IsAboveThreshold { get; set; }
}
