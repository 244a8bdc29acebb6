using System.Buffers.Binary;

namespace Plenum.Rtc.Sdp;

/// <summary>Draws what a new session needs.</summary>
internal static class SessionEntropy
{
    private const string IceCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int UserFragmentLength = 8;
    private const int PasswordLength = 24;

    public static IceCredentials DrawCredentials(this IEntropy entropy) =>
        new(DrawText(entropy, UserFragmentLength), DrawText(entropy, PasswordLength));

    /// <summary>63 bits: RFC 8829, section 5.2.1, wants the highest bit clear.</summary>
    public static ulong DrawSessionId(this IEntropy entropy)
    {
        Span<byte> bytes = stackalloc byte[8];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 1;
    }

    private static string DrawText(IEntropy entropy, int length)
    {
        var bytes = new byte[length];
        entropy.Fill(bytes);
        return string.Create(length, bytes, static (text, drawn) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = IceCharacters[drawn[i] & 63];
        });
    }
}
