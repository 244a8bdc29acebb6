// The physical floor of a fan-out: the same packets as bench/Plenum.FanOut sends, sealed by libcrypto and sent with as
// little else as C allows. Receivers' sockets are not read while the clock runs; the kernel's receiving half of loopback
// runs in the sender's time, for both programs alike.
//   cc -O2 -o floor floor.c -lcrypto && ./floor RECEIVERS SECONDS [PACKETS VIDEO AUDIO]
// PACKETS of VIDEO bytes a frame, 30 frames and 50 sounds of AUDIO bytes a second; a frame is a run, a sound goes alone.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/udp.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { HEADER = 20, TAG = 16, BATCH = 8, MAX_RECEIVERS = 4000, MAX_FRAME = 32, MAX_PACKET = 1400 };

static int frame = 5, video = 1200, audio = 120;
static int sender, receivers[MAX_RECEIVERS], count;
static struct sockaddr_in addresses[MAX_RECEIVERS];
static EVP_CIPHER_CTX *ciphers[MAX_RECEIVERS];
static uint8_t plain[MAX_FRAME * MAX_PACKET], sealed[BATCH][MAX_FRAME * (MAX_PACKET + TAG)];

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void drain(void) {
  static char bytes[2048];
  for (int i = 0; i < count; i++)
    while (recv(receivers[i], bytes, sizeof bytes, MSG_DONTWAIT) > 0)
      ;
}

static void seal(int receiver, const uint8_t *packet, int length, uint8_t *out) {
  static uint64_t index;
  uint8_t iv[12] = {0};
  int written;
  index++;
  memcpy(iv + 4, &index, 8);
  memcpy(out, packet, HEADER);
  EVP_EncryptInit_ex(ciphers[receiver], 0, 0, 0, iv);
  EVP_EncryptUpdate(ciphers[receiver], 0, &written, out, HEADER);
  EVP_EncryptUpdate(ciphers[receiver], out + HEADER, &written, packet + HEADER, length - HEADER);
  EVP_EncryptFinal_ex(ciphers[receiver], out + length, &written);
  EVP_CIPHER_CTX_ctrl(ciphers[receiver], EVP_CTRL_AEAD_GET_TAG, TAG, out + length);
}

// A run of equal packets to every receiver, one message each, several messages a system call.
static long run(int packets, int length) {
  struct mmsghdr messages[BATCH];
  struct iovec vectors[BATCH];
  static char controls[BATCH][CMSG_SPACE(2)] __attribute__((aligned(8)));
  int segment = length + TAG;
  memset(messages, 0, sizeof messages);
  for (int first = 0; first < count; first += BATCH) {
    int n = count - first < BATCH ? count - first : BATCH;
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < packets; p++) seal(first + i, plain + p * length, length, sealed[i] + p * segment);
      vectors[i] = (struct iovec){sealed[i], packets * segment};
      messages[i].msg_hdr = (struct msghdr){.msg_name = &addresses[first + i], .msg_namelen = sizeof addresses[0],
                                            .msg_iov = &vectors[i], .msg_iovlen = 1};
      if (packets == 1) continue;
      messages[i].msg_hdr.msg_control = controls[i];
      messages[i].msg_hdr.msg_controllen = sizeof controls[i];
      struct cmsghdr *header = CMSG_FIRSTHDR(&messages[i].msg_hdr);
      header->cmsg_level = SOL_UDP;
      header->cmsg_type = UDP_SEGMENT;
      header->cmsg_len = CMSG_LEN(2);
      *(uint16_t *)CMSG_DATA(header) = segment;
    }
    if (sendmmsg(sender, messages, n, 0) != n) perror("sendmmsg");
  }
  return (long)count * packets;
}

int main(int argc, char **argv) {
  count = argc > 1 ? atoi(argv[1]) : 200;
  double seconds = argc > 2 ? atof(argv[2]) : 3;
  if (argc > 3) frame = atoi(argv[3]);
  if (argc > 4) video = atoi(argv[4]);
  if (argc > 5) audio = atoi(argv[5]);
  if (count < 1 || count > MAX_RECEIVERS || frame < 1 || frame > MAX_FRAME || video > MAX_PACKET || audio > video) return 2;
  int buffer = 8 << 20;
  sender = socket(AF_INET, SOCK_DGRAM, 0);
  setsockopt(sender, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer);
  for (int i = 0; i < count; i++) {
    uint8_t key[16];
    socklen_t length = sizeof addresses[i];
    receivers[i] = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(receivers[i], SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
    addresses[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(receivers[i], (void *)&addresses[i], length)) return perror("bind"), 1;
    getsockname(receivers[i], (void *)&addresses[i], &length);
    for (int j = 0; j < 16; j++) key[j] = rand();
    ciphers[i] = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(ciphers[i], EVP_aes_128_gcm(), 0, key, 0);
  }
  for (unsigned i = 0; i < sizeof plain; i++) plain[i] = rand();

  double busy = 0;
  long sent = 0;
  for (int slice = 0; busy < seconds; slice++) {
    double start = cpu_seconds();
    long n = 0;
    // Three frames of video (30 a second) go with five packets of audio (50 a second).
    for (int repeat = 0; repeat < 4; repeat++)
      for (int step = 0; step < 8; step++) n += step % 3 == 0 ? run(frame, video) : run(1, audio);
    if (slice > 0) busy += cpu_seconds() - start, sent += n;
    drain();
  }
  printf("{\"program\":\"floor\",\"receivers\":%d,\"packets\":%ld,\"bytesPerPacket\":%.1f,\"cipher\":\"AES-128-GCM\",\"usPerPacket\":%.4f}\n",
         count, sent, (3.0 * frame * video + 5.0 * audio) / (3 * frame + 5), sent > 0 ? busy * 1e6 / sent : 0);
}
