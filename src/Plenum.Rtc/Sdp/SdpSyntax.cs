using System.Buffers;

namespace Plenum.Rtc.Sdp;

/// <summary>The character classes of SDP's grammar.</summary>
internal static class SdpSyntax
{
    // RFC 8866, section 9: token-char. Firefox writes braces into msids, which are no tokens: see IsVisible.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<char> RidCharacters = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static bool IsToken(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= SdpLimits.MaxTokenLength && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>RFC 8851, section 10, as corrected by erratum 7132: no other characters, and not too long to send.</summary>
    public static bool IsRid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= SdpLimits.MaxTokenLength && !text.ContainsAnyExcept(RidCharacters);

    public static bool IsVisible(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= SdpLimits.MaxTokenLength && !text.ContainsAnyExceptInRange('!', '~');

    /// <summary>
    /// RFC 8839 allows letters, digits, '+' and '/'; some stacks write other characters. A colon would make the STUN
    /// user name ambiguous.
    /// </summary>
    public static bool IsIceText(ReadOnlySpan<char> text, int minimum) =>
        text.Length >= minimum && IsVisible(text) && !text.Contains(':');
}
