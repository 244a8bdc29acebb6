using System.Security.Cryptography;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>New participant ids: 80 random bits, in letters and digits that nobody mixes up.</summary>
internal static class ParticipantIds
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz123456789";

    public static ParticipantId Next() => ParticipantId.Parse(RandomNumberGenerator.GetString(Alphabet, 16));
}
