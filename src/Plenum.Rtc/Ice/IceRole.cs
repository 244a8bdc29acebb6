namespace Plenum.Rtc.Ice;

/// <summary>Who nominates (RFC 8445, section 6.1.1).</summary>
public enum IceRole
{
    /// <summary>This side chooses the pair.</summary>
    Controlling,

    /// <summary>The other side chooses.</summary>
    Controlled,
}
