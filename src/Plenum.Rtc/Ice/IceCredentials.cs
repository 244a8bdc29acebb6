using System.Buffers;

namespace Plenum.Rtc.Ice;

/// <summary>The user name fragment and password of one side (RFC 8445, section 5.3; RFC 8839, section 5.4).</summary>
/// <param name="UserFragment">4 to 256 ICE characters.</param>
/// <param name="Password">22 to 256 ICE characters.</param>
public sealed record IceCredentials(string UserFragment, string Password)
{
    // 64 characters, so that 6 random bits choose one without bias.
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Characters);
    private const int UserFragmentLength = 8;
    private const int PasswordLength = 24;

    /// <summary>Draws new ones: 48 bits of user fragment, by which a server finds the peer, and 144 of password.</summary>
    public static IceCredentials Create(IEntropy entropy) =>
        new(Draw(entropy, UserFragmentLength), Draw(entropy, PasswordLength));

    /// <summary>Whether lengths and characters are as RFC 8839, section 5.4 has them.</summary>
    public bool IsValid => IsText(UserFragment, 4) && IsText(Password, 22);

    private static bool IsText(string text, int minimum) =>
        text.Length >= minimum && text.Length <= 256 && !text.AsSpan().ContainsAnyExcept(Allowed);

    private static string Draw(IEntropy entropy, int length)
    {
        Span<byte> random = stackalloc byte[length];
        entropy.Fill(random);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
            text[i] = Characters[random[i] & 63];
        return new string(text);
    }
}
