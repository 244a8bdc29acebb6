namespace Plenum.Rtc.Rtp;

/// <summary>Which id stands for which header extension in one session, both ways. Filled by the negotiation.</summary>
public sealed class RtpExtensionMap
{
    private readonly RtpExtensionKind[] _kindById;
    private readonly byte[] _idByKind;

    /// <summary>Makes an empty one.</summary>
    public RtpExtensionMap()
        : this(new RtpExtensionKind[256], new byte[RtpExtensionUris.KindCount])
    {
    }

    private RtpExtensionMap(RtpExtensionKind[] kindById, byte[] idByKind) => (_kindById, _idByKind) = (kindById, idByKind);

    /// <summary>
    /// Whether both forms may be mixed in one stream ("a=extmap-allow-mixed", RFC 8285 section 6): allows the
    /// two-byte form for single packets whose elements need it.
    /// </summary>
    public bool AllowsMixedForms { get; set; }

    /// <summary>Binds an id to a kind; later bindings of the same id or kind win.</summary>
    /// <returns>False for an id that cannot stand in a packet: 0, or 15, which the one-byte form reserves.</returns>
    public bool TryAdd(byte id, RtpExtensionKind kind)
    {
        if (id is 0 or 15 || kind == RtpExtensionKind.None)
            return false;
        _idByKind[(int)_kindById[id]] = 0;
        _kindById[_idByKind[(int)kind]] = RtpExtensionKind.None;
        _kindById[id] = kind;
        _idByKind[(int)kind] = id;
        return true;
    }

    /// <summary>As it is now: what is bound here later is not bound there.</summary>
    public RtpExtensionMap Copy() => new([.. _kindById], [.. _idByKind]) { AllowsMixedForms = AllowsMixedForms };

    /// <summary>The kind an id stands for; <see cref="RtpExtensionKind.None"/> if it was not negotiated.</summary>
    public RtpExtensionKind KindOf(byte id) => _kindById[id];

    /// <summary>The id that stands for a kind; 0 if it was not negotiated.</summary>
    public byte IdOf(RtpExtensionKind kind) => _idByKind[(int)kind];

    /// <summary>Whether the kind was negotiated.</summary>
    public bool Has(RtpExtensionKind kind) => _idByKind[(int)kind] != 0;
}
