using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>The responses to connectivity checks (RFC 8445, section 7.3), written into the caller's buffer.</summary>
internal static class IceResponses
{
    /// <summary>Enough for each of these responses.</summary>
    public const int MaxLength = 128;

    private const int MaxListedAttributes = 8;

    /// <summary>Answers with the address the request came from.</summary>
    public static int WriteSuccess(
        Span<byte> buffer, StunTransactionId transaction, TransportAddress source, ReadOnlySpan<byte> key)
    {
        var writer = new StunWriter(buffer, StunClass.Success, StunMethod.Binding, transaction);
        writer.Add(StunAttributeType.XorMappedAddress, source);
        return Finish(ref writer, key);
    }

    public static int WriteRoleConflict(Span<byte> buffer, StunTransactionId transaction, ReadOnlySpan<byte> key)
    {
        var writer = new StunWriter(buffer, StunClass.Error, StunMethod.Binding, transaction);
        writer.AddErrorCode(StunErrorCode.RoleConflict);
        return Finish(ref writer, key);
    }

    /// <summary>Answers 420 if the request has attributes that must be understood and are not; 0 if it has none.</summary>
    public static int WriteUnknownAttributes(Span<byte> buffer, in StunMessage request, ReadOnlySpan<byte> key)
    {
        Span<ushort> unknown = stackalloc ushort[MaxListedAttributes];
        unknown = unknown[..request.UnknownAttributes(unknown)];
        if (unknown.IsEmpty)
            return 0;
        var writer = new StunWriter(buffer, StunClass.Error, StunMethod.Binding, request.TransactionId);
        writer.AddErrorCode(StunErrorCode.UnknownAttribute);
        writer.AddUnknownAttributes(unknown);
        return Finish(ref writer, key);
    }

    private static int Finish(ref StunWriter writer, ReadOnlySpan<byte> key)
    {
        writer.AddMessageIntegrity(key);
        writer.AddFingerprint();
        return writer.Message.Length;
    }
}
