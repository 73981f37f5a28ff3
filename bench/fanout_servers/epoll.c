/* The limit: server-sent events fanned out in C, one thread, epoll, one send(2) per reader.
 * GET opens a stream, POST tells its body to every stream.  cc -O2 -o epoll epoll.c;  ./epoll PORT
 * For ratios only: no access, no resuming, and a reader that falls behind loses events. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 20000, ROOM = 16384, TURN = 512 };
static const char HELLO[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n9\r\n: hello\n\n\r\n";
static const char DONE[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
static struct { char *text; int size; } in[MOST];
static int readers[MOST], count;

static void forget(int fd) {
    for (int i = 0; i < count; i++)
        if (readers[i] == fd) { readers[i] = readers[--count]; break; }
    free(in[fd].text);
    in[fd].text = NULL;
    close(fd);
}

static void welcome(int listener, int poll) {
    int fd, on = 1;
    while ((fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MOST) { close(fd); continue; }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        in[fd].text = malloc(ROOM);
        in[fd].size = 0;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    }
}

static void tell(const char *body, int size) {
    static char frame[ROOM + 64];
    int length = sprintf(frame, "%x\r\ndata: %.*s\n\n\r\n", size + 8, size, body);
    for (int i = 0; i < count; i++) send(readers[i], frame, length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* One request, if it is complete; gives how many bytes it took. */
static int answer(int fd) {
    char *end = strstr(in[fd].text, "\r\n\r\n");
    if (!end) return 0;
    int head = end + 4 - in[fd].text;
    if (!strncmp(in[fd].text, "GET", 3)) {
        send(fd, HELLO, sizeof HELLO - 1, MSG_NOSIGNAL);
        readers[count++] = fd;
        return head;
    }
    char *named = strcasestr(in[fd].text, "content-length:");
    int size = named ? atoi(named + 15) : 0;
    if (in[fd].size < head + size) return 0;
    tell(end + 4, size);
    send(fd, DONE, sizeof DONE - 1, MSG_NOSIGNAL);
    return head + size;
}

static void listen_to(int fd) {
    int got = recv(fd, in[fd].text + in[fd].size, ROOM - 1 - in[fd].size, 0), taken;
    if (got <= 0) { forget(fd); return; }
    in[fd].size += got;
    in[fd].text[in[fd].size] = 0;
    while ((taken = answer(fd))) {
        in[fd].size -= taken;
        memmove(in[fd].text, in[fd].text + taken, in[fd].size + 1);
    }
}

int main(int argc, char **argv) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, poll = epoll_create1(0);
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (void *)&here, sizeof here) || listen(listener, 4096)) {
        perror("bind");
        return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, turn[TURN];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(poll, turn, TURN, -1);
        for (int i = 0; i < ready; i++)
            if (turn[i].data.fd == listener) welcome(listener, poll);
            else listen_to(turn[i].data.fd);
    }
}
