using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>Writes connectivity checks (RFC 8445, section 7.1).</summary>
internal static class IceCheckWriter
{
    // The USERNAME may have 513 bytes, the rest 100.
    private const int MaxLength = 700;

    public static byte[] Write(
        IcePair pair, StunTransactionId transaction, IceRole role, ulong tieBreaker, bool nominates)
    {
        var writer = new StunWriter(stackalloc byte[MaxLength], StunClass.Request, StunMethod.Binding, transaction);
        writer.Add(StunAttributeType.Username, pair.Generation.OutgoingUsername);
        writer.Add(
            role == IceRole.Controlling ? StunAttributeType.IceControlling : StunAttributeType.IceControlled,
            tieBreaker);
        writer.Add(StunAttributeType.Priority, pair.Local.PeerReflexivePriority);
        if (nominates)
            writer.Add(StunAttributeType.UseCandidate);
        writer.AddMessageIntegrity(pair.Generation.RemoteKey);
        writer.AddFingerprint();
        return writer.Message.ToArray();
    }
}
