namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>What stands before a packet's bytes in a <see cref="MirrorRing"/>.</summary>
/// <param name="Publication">The publication's number in the branch that the packet came to.</param>
/// <param name="Encoding">Which of its streams.</param>
/// <param name="Begins">Whether packets of this stream were left out before it.</param>
internal readonly record struct MirroredPacket(int Publication, byte Encoding, bool Begins);
